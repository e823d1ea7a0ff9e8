import { once } from 'node:events';
import { connect } from 'node:net';
import type { CloudEvent } from '@kairos/contracts';
import type { TestNats } from '@kairos/testing';

/** Publishes as assets does, in the order given, on the wire protocol of NATS. */
export async function publishAsAssets(nats: TestNats, events: readonly (CloudEvent | { type: string })[]): Promise<void> {
  const { user, password } = nats.user('assets');
  const socket = connect(nats.port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'data');
  const frames = events.map((event) => {
    const payload = JSON.stringify(event);
    return `PUB ${event.type} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
  });
  socket.write(`CONNECT ${JSON.stringify({ user, pass: password, verbose: false, pedantic: false, lang: 'test', version: '1' })}\r\n${frames.join('')}PING\r\n`);
  const [answer] = (await once(socket, 'data')) as [string];
  socket.destroy();
  if (!answer.includes('PONG')) throw new Error(`NATS refused: ${answer}`);
}
