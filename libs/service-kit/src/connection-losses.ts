import type { Pool } from 'pg';

const lost = new WeakMap<Pool, number>();

/** Counts the connections of a pool that broke while they were held or idle: those it cannot use again. */
export function countLosses(pool: Pool): void {
  lost.set(pool, 0);
  pool.on('connect', (client) => client.once('error', () => lost.set(pool, invalidConnectionsOf(pool) + 1)));
}

/** How many connections of the pool broke since it was opened. */
export function invalidConnectionsOf(pool: Pool): number {
  return lost.get(pool) ?? 0;
}
