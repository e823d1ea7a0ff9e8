import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DependencyOutcome, ImportJobStatus } from '@kairos/contracts';
import { ImportJob } from './import-job.entity.ts';
import { ImportLeases } from './import-leases.repository.ts';

type Ended = 'completed' | 'failed' | 'cancelled';

/** Which waits an end fulfils, and which it makes vain. Whoever waits for the success of a failed import goes on waiting: it can be resumed. */
const fulfilled: Record<Ended, readonly DependencyOutcome[]> = { completed: ['success', 'completion'], failed: ['failure', 'completion'], cancelled: ['completion'] };
const vain: Record<Ended, readonly DependencyOutcome[]> = { completed: ['failure'], failed: [], cancelled: ['success', 'failure'] };

/** How a status counts for those who wait; undefined while it is open. */
export function endOf(status: ImportJobStatus): Ended | undefined {
  if (status === 'awaiting-approval' || status === 'undoing' || status === 'undone') return 'completed';
  return status === 'completed' || status === 'failed' || status === 'cancelled' ? status : undefined;
}

/** Whether a job may begin now that the one it waits for stands so: `yes`, `later` or `never`. */
export function mayBegin(outcome: DependencyOutcome, status: ImportJobStatus): 'yes' | 'later' | 'never' {
  const ended = endOf(status);
  if (ended === undefined) return 'later';
  if (fulfilled[ended].includes(outcome)) return 'yes';
  return vain[ended].includes(outcome) ? 'never' : 'later';
}

/** The jobs that wait for another: set free, or failed, in the transaction that ends the other. */
@Injectable()
export class DependentJobs {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
  ) {}

  async settle(job: ImportJob): Promise<void> {
    await this.settleAll(await this.settleOne(job));
  }

  /** For the transaction that deletes a job: nobody will resume it, so whoever still waits for it has waited in vain. */
  async settleDeleted(job: ImportJob): Promise<void> {
    await this.settleAll(await this.settleOne(job, true));
  }

  private async settleAll(open: ImportJob[]): Promise<void> {
    for (let next = open.pop(); next; next = open.pop()) open.push(...(await this.settleOne(next)));
  }

  /** @returns the jobs that can never begin, which failed with it */
  private async settleOne({ id, status }: ImportJob, deleted = false): Promise<ImportJob[]> {
    const waiting = await this.em.find(ImportJob, { afterJobId: id, status: { $in: ['queued', 'scheduled'] } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } });
    const failed: ImportJob[] = [];
    for (const job of waiting) {
      const may = mayBegin(job.afterOutcome ?? 'completion', status);
      if (may === 'yes' && !deleted) await this.leases.setFree(job);
      if (may === 'yes' || (may === 'later' && !deleted)) continue;
      job.fail({ code: 'dependency-not-met', detail: `the import it waited for ${deleted ? 'was deleted' : `is ${status}`}`, line: null, column: null });
      await this.leases.endIfIdle(job.id);
      failed.push(job);
    }
    return failed;
  }
}
