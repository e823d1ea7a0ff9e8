import pg from 'pg';

export type StoredMessage = { position: string; event_id: string; tenant_id: string; subject: string; message: string };
/** `mayHoldMore`: there were as many as were asked for, or as much text as one turn takes. */
export type Published = { count: number; mayHoldMore: boolean };

/** A relay holds what it publishes in memory. */
const bytesAtOnce = 4_000_000;

/** Statements of the relay role: the only code that reads the outbox. */
export class RelayDatabase {
  readonly pool: pg.Pool;

  constructor(
    url: string,
    private readonly service: string,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 3, application_name: `${service}-relay` });
    this.pool.on('error', () => undefined);
    // A client that is checked out while the server goes away says so by an event, which would end the process unheard.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * Hands the next unpublished rows to `publish`, in order and in one transaction under the relay lock, and marks them in
   * the message that commits.
   *
   * @returns undefined when another relay holds the lock
   */
  async publishNext(limit: number, publish: (messages: StoredMessage[]) => Promise<void>): Promise<Published | undefined> {
    const client = await this.pool.connect();
    try {
      if (!(await this.beginUnderLock(client))) {
        await client.query('rollback');
        client.release();
        return undefined;
      }
      const messages = await unpublished(client, limit);
      if (messages.length > 0) await publish(messages);
      await client.query(messages.length > 0 ? `${markPublished(messages)}; commit` : 'commit');
      client.release();
      return { count: messages.length, mayHoldMore: messages.length === limit || messages.length < (messages[0]?.waiting ?? 0) };
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async backlog(): Promise<number> {
    const { rows } = await this.pool.query<{ backlog: number }>('select count(*)::int as backlog from outbox_message where published_at is null');
    return rows[0]?.backlog ?? 0;
  }

  /** Published rows are kept 24 h for replay; inbox rows longer than any replay reaches back. */
  async purge(): Promise<void> {
    await this.pool.query(`delete from outbox_message where published_at < now() - interval '24 hours'`);
    await this.pool.query(`delete from inbox_message where received_at < now() - interval '30 days'`);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** The snapshot of the select must be younger than the lock, so they stay two statements. */
  private async beginUnderLock(client: pg.PoolClient): Promise<boolean> {
    const lock = client.escapeLiteral(`${this.service}.outbox`);
    // The driver answers several statements with a list of results, which its types leave out.
    const results: unknown = await client.query(`begin; select pg_try_advisory_xact_lock(hashtext(${lock})) as locked`);
    return (results as pg.QueryResult<{ locked: boolean }>[])[1]?.rows[0]?.locked ?? false;
  }
}

async function unpublished(client: pg.PoolClient, limit: number): Promise<(StoredMessage & { waiting: number })[]> {
  const { rows } = await client.query<StoredMessage & { waiting: number }>({
    name: 'relay-unpublished',
    // What is stored apart tells its size without being read.
    text: `select position, event_id, tenant_id, subject, message::text as message, waiting from (
        select position, count(*) over ()::int as waiting, sum(size) over (order by position) - size as before from (
          select position, pg_column_size(message) as size from outbox_message where published_at is null order by position limit $1) as next) as measured
      join outbox_message using (position) where before < $2 order by position`,
    values: [limit, bytesAtOnce],
  });
  return rows;
}

/** Positions are bigints that the database itself handed out. */
function markPublished(messages: StoredMessage[]): string {
  return `update outbox_message set published_at = now() where position = any('{${messages.map(({ position }) => position).join(',')}}'::bigint[])`;
}
