import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { TenantSettings } from '@kairos/auth';
import { LeaseLost } from './import-failures.ts';

/** The right of one worker to one job, until it is not renewed in time. */
export type Lease = { importJobId: string; tenantId: string; token: string; attempts: number; firstTakenAt: Date };

const claimSql = `update import_job_lease set token = ?, due_at = now() + ? * interval '1 millisecond', attempts = attempts + 1, first_taken_at = coalesce(first_taken_at, now())
  where import_job_id = (
    select import_job_id from import_job_lease waiting
    where due_at <= now() and (most_at_once is null or most_at_once > (
      select count(*) from import_job_lease running where running.tenant_id = waiting.tenant_id and running.token is not null and running.due_at > now()))
    order by due_at limit 1 for update skip locked)
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

  /** Makes a job due at once, in the transaction that queues it. */
  async enqueue(importJobId: string, tenantId: string): Promise<void> {
    const { concurrentImportJobs } = await this.settings.read();
    await this.em.execute('insert into import_job_lease (import_job_id, tenant_id, due_at, most_at_once) values (?, ?, now(), ?)', [importJobId, tenantId, concurrentImportJobs]);
  }

  /** The job that has waited longest, if one is due whose tenant has no more running than it may. Two workers never get the same one. */
  async claim(): Promise<Lease | undefined> {
    const token = randomUUID();
    const [row] = await this.em.fork().transactional(async (em) => {
      // Workers claim one after the other, so that two do not both take the last that a tenant may have running.
      await em.execute(`select pg_advisory_xact_lock(hashtext('intake.claim'))`);
      return em.execute<{ import_job_id: string; tenant_id: string; attempts: number; first_taken_at: string }[]>(claimSql, [token, this.config.IMPORT_LEASE_MS]);
    });
    return row && { importJobId: row.import_job_id, tenantId: row.tenant_id, token, attempts: row.attempts, firstTakenAt: new Date(row.first_taken_at) };
  }

  /**
   * Renews the lease in the ambient transaction and keeps others out until that ends. Progress makes earlier attempts
   * forgotten. @throws LeaseLost
   */
  async hold({ importJobId, token }: Lease, progressed: boolean): Promise<void> {
    const held = await this.em.execute<unknown[]>(
      `update import_job_lease set due_at = now() + ? * interval '1 millisecond', attempts = case when ? then 0 else attempts end
       where import_job_id = ? and token = ? returning import_job_id`,
      [this.config.IMPORT_LEASE_MS, progressed, importJobId, token],
    );
    if (held.length === 0) throw new LeaseLost();
  }

  /** Renews the lease while a chunk is on its way. */
  async renew({ importJobId, token }: Lease): Promise<void> {
    await this.em.fork().execute(`update import_job_lease set due_at = now() + ? * interval '1 millisecond' where import_job_id = ? and token = ?`, [
      this.config.IMPORT_LEASE_MS, importJobId, token,
    ]);
  }

  /** Gives the job back, to be taken again after a while. */
  async giveBack({ importJobId, token }: Lease, afterMs: number): Promise<void> {
    await this.em.fork().execute(`update import_job_lease set token = null, due_at = now() + ? * interval '1 millisecond' where import_job_id = ? and token = ?`, [
      afterMs, importJobId, token,
    ]);
  }

  /** Ends the lease with its job, in the transaction that ends the job. */
  async end({ importJobId }: Lease): Promise<void> {
    await this.em.execute('delete from import_job_lease where import_job_id = ?', [importJobId]);
  }

  /** Ends the lease when no worker is at the job. @returns whether that was so */
  async endIfIdle(importJobId: string): Promise<boolean> {
    const ended = await this.em.execute<unknown[]>(
      'delete from import_job_lease where import_job_id = ? and (token is null or due_at < now()) returning import_job_id',
      [importJobId],
    );
    return ended.length > 0;
  }
}
