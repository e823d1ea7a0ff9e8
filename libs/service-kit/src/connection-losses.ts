import type { Pool, PoolClient } from 'pg';
import { databaseIsAway } from '@kairos/tenancy';

const lost = new WeakMap<Pool, Losses>();

class Losses {
  readonly #known = new WeakSet<PoolClient>();
  count = 0;

  add(client: PoolClient): void {
    if (this.#known.has(client)) return;
    this.#known.add(client);
    this.count += 1;
  }
}

/**
 * Counts the connections of a pool that broke while they were held or idle: those it cannot use again. One that is given back with the
 * failure of its query is closed before it could tell of its own end.
 */
export function countLosses(pool: Pool): void {
  const losses = new Losses();
  lost.set(pool, losses);
  pool.on('connect', (client) => client.once('error', () => losses.add(client)));
  pool.on('release', (error, client) => databaseIsAway(error) && losses.add(client));
}

/** How many connections of the pool broke since it was opened. */
export function invalidConnectionsOf(pool: Pool): number {
  return lost.get(pool)?.count ?? 0;
}
