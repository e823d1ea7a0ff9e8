import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { importPriorities, type ImportPriority } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { TenantSettings } from '@kairos/auth';

/** Another worker has the job now; this one must not write another byte of it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

type Waiting = { id: string; tenantId: string; priority: ImportPriority; startAt?: Date | null };

/** The right of one worker to one job, until it is not renewed in time. */
export type Lease = {
  importJobId: string; tenantId: string; token: string; attempts: number; firstTakenAt: Date;
  /** By the clock of this process (`performance.now()`), which no one sets; 0 once another worker has the job. */
  heldUntil: number;
};

/** A tenant's most urgent job that is due; among tenants it is the turn of whose last one was taken up longest ago. */
const nextSql = `with running as (
    select tenant_id, count(*) as jobs from import_job_lease where token is not null and due_at > now() group by tenant_id
  ), due as (
    select distinct on (tenant_id) tenant_id, import_job_id, due_at from import_job_lease left join running using (tenant_id)
    where due_at <= now() and (most_at_once is null or most_at_once > coalesce(jobs, 0)) order by tenant_id, priority, due_at
  )
  select import_job_id from due left join import_tenant_turn using (tenant_id) order by taken_at nulls first, due_at limit 1`;

const claimSql = `update import_job_lease set token = ?, due_at = now() + ? * interval '1 millisecond', attempts = attempts + 1, first_taken_at = coalesce(first_taken_at, now())
  where import_job_id = (
    select import_job_id from import_job_lease where import_job_id = (${nextSql}) and due_at <= now() for update skip locked)
  returning import_job_id, tenant_id, attempts, first_taken_at`;

/**
 * Which worker has which unfinished job. A lease of our own rather than a queue library's lock, because a worker that
 * was killed must be replaced within seconds and one that wakes too late must find itself shut out: every checkpoint
 * holds the lease in its own transaction.
 */
@Injectable()
export class ImportLeases {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'IMPORT_LEASE_MS'>,
  ) {}

  /** Makes a job due at its time, or at once, in the transaction that queues it. @param waits until it is set free */
  async enqueue(job: Waiting, waits = false): Promise<void> {
    const { concurrentImportJobs } = await this.settings.read();
    const notBefore = waits ? 'infinity' : (job.startAt?.toISOString() ?? '-infinity');
    await this.em.execute('insert into import_job_lease (import_job_id, tenant_id, due_at, most_at_once, priority) values (?, ?, greatest(now(), ?::timestamptz), ?, ?)', [
      job.id, job.tenantId, notBefore, concurrentImportJobs, importPriorities.indexOf(job.priority) + 1,
    ]);
  }

  /** Makes a job due that waited for another: now, or at its own later time. */
  async setFree({ id, startAt }: Waiting): Promise<void> {
    await this.em.execute('update import_job_lease set due_at = greatest(now(), ?::timestamptz) where import_job_id = ? and token is null', [startAt?.toISOString() ?? '-infinity', id]);
  }

  /** The next job in turn, if one is due whose tenant has no more running than it may. Two workers never get the same one. */
  claim(): Promise<Lease | undefined> {
    return this.em.fork().transactional(async (em) => {
      // Workers claim one after the other, so that two do not both take the last that a tenant may have running.
      await em.execute(`select pg_advisory_xact_lock(hashtext('intake.claim'))`);
      return this.take(em, randomUUID());
    });
  }

  /** Claims under the caller's lock. */
  async take(em: EntityManager, token: string): Promise<Lease | undefined> {
    const askedAt = performance.now();
    const [row] = await em.execute<{ import_job_id: string; tenant_id: string; attempts: number; first_taken_at: string }[]>(claimSql, [token, this.config.IMPORT_LEASE_MS]);
    if (!row) return undefined;
    await em.execute('insert into import_tenant_turn values (?, clock_timestamp()) on conflict (tenant_id) do update set taken_at = excluded.taken_at', [row.tenant_id]);
    return { importJobId: row.import_job_id, tenantId: row.tenant_id, token, attempts: row.attempts, firstTakenAt: new Date(row.first_taken_at), heldUntil: askedAt + this.config.IMPORT_LEASE_MS };
  }

  /**
   * Renews the lease in the ambient transaction and keeps others out until that ends. Progress makes earlier attempts
   * forgotten. @throws LeaseLost
   */
  async hold(lease: Lease, progressed: boolean): Promise<void> {
    const { importJobId, token } = lease;
    const askedAt = performance.now();
    const held = await this.em.execute<unknown[]>(
      `update import_job_lease set due_at = now() + ? * interval '1 millisecond', attempts = case when ? then 0 else attempts end
       where import_job_id = ? and token = ? returning import_job_id`,
      [this.config.IMPORT_LEASE_MS, progressed, importJobId, token],
    );
    lease.heldUntil = held.length === 0 ? 0 : askedAt + this.config.IMPORT_LEASE_MS;
    if (held.length === 0) throw new LeaseLost();
    if (progressed) lease.attempts = 0;
  }

  /** Renews the lease while a chunk is on its way. */
  async renew(lease: Lease): Promise<void> {
    const askedAt = performance.now();
    const held = await this.em.fork().execute<unknown[]>(
      `update import_job_lease set due_at = now() + ? * interval '1 millisecond' where import_job_id = ? and token = ? returning import_job_id`,
      [this.config.IMPORT_LEASE_MS, lease.importJobId, lease.token],
    );
    lease.heldUntil = held.length === 0 ? 0 : askedAt + this.config.IMPORT_LEASE_MS;
  }

  /** Whether the lease still stands, as far as this worker can know by itself. @throws LeaseLost */
  demandHeld({ heldUntil }: Lease): void {
    if (performance.now() > heldUntil) throw new LeaseLost();
  }

  /** Gives the job back, to be taken again after a while. */
  async giveBack({ importJobId, token }: Lease, afterMs: number): Promise<void> {
    await this.em.fork().execute(`update import_job_lease set token = null, due_at = now() + ? * interval '1 millisecond' where import_job_id = ? and token = ?`, [
      afterMs, importJobId, token,
    ]);
  }

  /** Ends the lease with its job, in the transaction that ends the job. */
  async end({ importJobId }: Pick<Lease, 'importJobId'>): Promise<void> {
    await this.em.execute('delete from import_job_lease where import_job_id = ?', [importJobId]);
  }

  /** Keeps workers from a job until the ambient transaction ends, when none is at it. @returns whether that was so */
  async holdIdle(importJobId: string): Promise<boolean> {
    return (await this.em.execute<unknown[]>('select from import_job_lease where import_job_id = ? and token is null for update', [importJobId])).length > 0;
  }

  /** Lets a job that rests be taken up at once. Its attempts count on. */
  async hurry(importJobId: string): Promise<void> {
    await this.em.execute('update import_job_lease set due_at = least(due_at, now()) where import_job_id = ? and token is null', [importJobId]);
  }

  /** Ends the lease when no worker is at the job. @returns whether that was so */
  async endIfIdle(importJobId: string): Promise<boolean> {
    const ended = await this.em.execute<unknown[]>(
      'delete from import_job_lease where import_job_id = ? and token is null returning import_job_id',
      [importJobId],
    );
    return ended.length > 0;
  }
}
