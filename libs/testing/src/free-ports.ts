import { once } from 'node:events';
import { createServer } from 'node:net';

/** The first of so many free ports in a row, below those that outgoing connections are given: one of these may be gone before it is used. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000);
    const probes = Array.from({ length: count }, (_, offset) => createServer().listen(first + offset, '127.0.0.1'));
    const open = await Promise.allSettled(probes.map((probe) => once(probe, 'listening')));
    for (const probe of probes) probe.close();
    if (open.every(({ status }) => status === 'fulfilled')) return first;
  }
}

export function freePort(): Promise<number> {
  return freePorts(1);
}
