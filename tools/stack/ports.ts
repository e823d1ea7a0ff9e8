import { createServer } from 'node:net';

/** Whether nothing listens on the port of this machine's loopback address. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** `size` consecutive free ports, above 10080, which `fetch` refuses to call, and below those that outgoing connections are given. */
export async function freeRange(size: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 10_100 + Math.floor(Math.random() * 19_800);
    const free = await Promise.all(Array.from({ length: size }, (_, offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`found no ${size} consecutive free ports`);
}

export function freePort(): Promise<number> {
  return freeRange(1);
}

/** The wanted port, or any free one when another program holds it. */
export async function preferPort(wanted: number): Promise<number> {
  return (await isFree(wanted)) ? wanted : freePort();
}

/** Refuses to start over a port that is in use, naming it and the way out. */
export async function demandFree(ports: Record<string, number>): Promise<void> {
  const states = await Promise.all(Object.entries(ports).map(async ([name, port]) => ({ name, port, free: await isFree(port) })));
  const taken = states.filter(({ free }) => !free);
  if (taken.length === 0) return;
  const list = taken.map(({ name, port }) => `${port} (wanted by ${name})`).join(', ');
  throw new Error(`port ${list} is taken by another program. Stop it, or choose another range: npm run up -- --port 5000`);
}
