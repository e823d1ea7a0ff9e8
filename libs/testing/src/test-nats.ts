import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as openSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@kairos/contracts';
import { ensureTopology, natsConfig, natsUsers, OperatorClient, type NatsUser } from '@kairos/event-bus';
import { freePort } from './free-ports.ts';
import { natsServerPath, testPassword } from './test-environment.ts';

/** A nats-server of its own with the product's users, streams and durables. */
export class TestNats {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<TestNats> {
    const nats = new TestNats(mkdtempSync(join(tmpdir(), 'kairos-test-nats-')), await freePort());
    await nats.resume();
    await ensureTopology({ servers: nats.url, ...nats.user('admin') });
    return nats;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  user(name: NatsUser): { user: string; password: string } {
    return { user: name, password: testPassword(`nats_${name}`) };
  }

  /** Starts the server on what it stored before. */
  async resume(): Promise<void> {
    const passwords = Object.fromEntries(natsUsers.map((name) => [name, this.user(name).password])) as Record<NatsUser, string>;
    const file = join(this.folder, 'nats.conf');
    writeFileSync(file, natsConfig({ host: '127.0.0.1', port: this.port, storeDir: join(this.folder, 'store'), passwords }), { mode: 0o600 });
    this.server = spawn(natsServerPath(), ['-c', file], { stdio: 'ignore' });
    await untilListening(this.port);
    // A server that found its port taken ends, and somebody else's answers: their events would be taken for ours.
    await sleep(50);
    if (this.server.exitCode !== null) throw new Error(`nats-server ended at once: is port ${this.port} taken?`);
  }

  /** Stops the server and keeps its store. */
  async pause(): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  /** Publishes with the rights of one user. */
  publishAs(name: NatsUser, subject: string, message: string): Promise<void> {
    return this.as(name, (client) => client.publish(subject, message));
  }

  requestAs(name: NatsUser, subject: string): Promise<string> {
    return this.as(name, (client) => client.request(subject));
  }

  /** Every CloudEvent of a stream, in order. */
  messagesIn(stream: string): Promise<CloudEvent[]> {
    return this.as('admin', async (client) => {
      const events: CloudEvent[] = [];
      for await (const { message } of client.messages(stream)) events.push(...[JSON.parse(message) as CloudEvent | CloudEvent[]].flat());
      return events;
    });
  }

  private async as<T>(name: NatsUser, work: (client: OperatorClient) => Promise<T>): Promise<T> {
    const client = await OperatorClient.connect({ servers: this.url, ...this.user(name) });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = openSocket(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await sleep(25);
  }
  throw new Error(`nats-server did not listen on ${port}.`);
}
