import { once } from 'node:events';
import { createServer } from 'node:net';

/** Above 10080, which `fetch` refuses to call, and below the ports that outgoing connections are given. */
const [lowest, highest] = [10_100, 30_000];
/** Each worker of the test runner draws from ports of its own: between a look and a start, two would find the same one free. */
const shares = 8;
const share = Math.floor((highest - lowest) / shares);
const mine = lowest + ((Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % shares) * share;
const given = new Set<number>();

/** The first of so many free ports in a row, none of which this process was given before. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = mine + Math.floor(Math.random() * (share - count));
    const ports = Array.from({ length: count }, (_, offset) => first + offset);
    if (ports.some((port) => given.has(port))) continue;
    for (const port of ports) given.add(port);
    const probes = ports.map((port) => createServer().listen(port, '127.0.0.1'));
    const open = await Promise.allSettled(probes.map((probe) => once(probe, 'listening')));
    for (const probe of probes) probe.close();
    if (open.every(({ status }) => status === 'fulfilled')) return first;
  }
}

export function freePort(): Promise<number> {
  return freePorts(1);
}
