import type { EntityManager } from '@mikro-orm/postgresql';

export type StoredAnswer = { fingerprint: string; status: number; headers: Record<string, string>; body: unknown };

/** The stored answer of one key of one tenant, read and written in the command's own transaction. */
export class IdempotencyStore {
  constructor(
    private readonly em: EntityManager,
    private readonly tenantId: string,
    private readonly key: string,
  ) {}

  async lock(): Promise<boolean> {
    const [row] = await this.em.execute<{ locked: boolean }[]>('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as locked', [`${this.tenantId}:${this.key}`]);
    return row?.locked ?? false;
  }

  async find(): Promise<StoredAnswer | undefined> {
    const [row] = await this.em.execute<StoredAnswer[]>(
      `select fingerprint, status, headers, body from idempotency_key where key = ? and created_at > now() - interval '24 hours'`,
      [this.key],
    );
    return row;
  }

  /** Each new answer takes away a few whose time is over, so that the table holds about a day. */
  async save(answer: StoredAnswer): Promise<void> {
    await this.em.execute(
      `with over as (
         delete from idempotency_key where (tenant_id, key) in (
           select tenant_id, key from idempotency_key where tenant_id = ? and key <> ? and created_at < now() - interval '24 hours'
           order by created_at limit 5 for update skip locked))
       insert into idempotency_key (tenant_id, key, fingerprint, status, headers, body) values (?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
         headers = excluded.headers, body = excluded.body, created_at = now()`,
      [this.tenantId, this.key, this.tenantId, this.key, answer.fingerprint, answer.status, JSON.stringify(answer.headers), JSON.stringify(answer.body)],
    );
  }
}
