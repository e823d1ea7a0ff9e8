import type { Pool, PoolClient } from 'pg';
import type { UpkeepView } from '@kairos/contracts';

type Locked = { name: string; workerId: string };

/** How long a job is taken before its worker is asked for: longer than it takes to lay hold of the turn. */
const youngSeconds = 15;

/** What graphile-worker's tables hold, and whose turn each kind of upkeep is: a lock that ends with the connection of who has it. */
export class UpkeepQueue {
  constructor(
    private readonly pool: Pool,
    readonly schema: string,
  ) {}

  /**
   * Does the work of a kind, unless another process is at it or it was done since it was due.
   *
   * @returns whether it was done here
   */
  doOnce(name: string, dueAt: string | null, work: () => Promise<void>): Promise<boolean> {
    return this.inTurn(name, async (client) => {
      const { rows } = await client.query<{ startedAt: string; done: boolean }>(
        `select now()::text as "startedAt", exists (select from ${this.schema}.upkeep_done where name = $1 and started_at >= $2) as done`, [name, dueAt],
      );
      if (rows[0]?.done) return false;
      await work();
      await client.query(
        `insert into ${this.schema}.upkeep_done values ($1, $2, now()) on conflict (name) do update set started_at = excluded.started_at, ended_at = excluded.ended_at`, [name, rows[0]?.startedAt],
      );
      return true;
    });
  }

  /**
   * Gives back the jobs of processes that were killed: those whose kind is nobody's turn. graphile-worker itself would wait
   * four hours.
   *
   * @returns how many
   */
  async freeAbandoned(): Promise<number> {
    const { rows } = await this.pool.query<Locked>(
      `select task_identifier as name, locked_by as "workerId" from ${this.schema}.jobs where locked_at < now() - $1 * interval '1 second'`, [youngSeconds],
    );
    let freed = 0;
    for (const { name, workerId } of rows) {
      const free = (client: PoolClient) => client.query(`select ${this.schema}.force_unlock_workers($1)`, [[workerId]]).then(() => true);
      if (await this.inTurn(name, free)) freed += 1;
    }
    return freed;
  }

  async states(): Promise<UpkeepView[]> {
    const { rows } = await this.pool.query<UpkeepView>(
      `select k.identifier as name, k.last_execution as "lastDueAt", d.ended_at as "lastDoneAt",
         coalesce(bool_or(j.locked_at is not null), false) as running, coalesce(bool_or(j.last_error is not null), false) as failing
       from ${this.schema}._private_known_crontabs k
         left join ${this.schema}.upkeep_done d on d.name = k.identifier
         left join ${this.schema}.jobs j on j.task_identifier = k.identifier
       group by 1, 2, 3 order by 1`,
    );
    return rows.map((row) => ({ ...row, lastDueAt: instant(row.lastDueAt), lastDoneAt: instant(row.lastDoneAt) }));
  }

  /** @returns what the work returns; false when another process has the turn */
  private async inTurn(name: string, work: (client: PoolClient) => Promise<boolean>): Promise<boolean> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1), hashtext($2)) as held', [this.schema, name]);
      const held = rows[0]?.held ?? false;
      const done = held && (await work(client));
      if (held) await client.query('select pg_advisory_unlock(hashtext($1), hashtext($2))', [this.schema, name]);
      broken = false;
      return done;
    } finally {
      // A connection that is closed gives the turn back, whatever became of the work.
      client.release(broken);
    }
  }
}

function instant(timestamp: string | null): string | null {
  return timestamp && new Date(timestamp).toISOString();
}
