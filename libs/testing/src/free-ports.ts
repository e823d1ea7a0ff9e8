import { once } from 'node:events';
import { createServer } from 'node:net';

/** Above 10080, which `fetch` refuses to call, and below the ports that outgoing connections are given. */
const [lowest, highest] = [10_100, 30_000];

/** The first of so many free ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest - count));
    const probes = Array.from({ length: count }, (_, offset) => createServer().listen(first + offset, '127.0.0.1'));
    const open = await Promise.allSettled(probes.map((probe) => once(probe, 'listening')));
    for (const probe of probes) probe.close();
    if (open.every(({ status }) => status === 'fulfilled')) return first;
  }
}

export function freePort(): Promise<number> {
  return freePorts(1);
}
