import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { demandRecentProof, type Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult, ServiceTarget } from '@kairos/contracts';
import { insertRow } from '@kairos/tenancy';
import { InvitationsRepository } from '../invitations/invitations.repository.ts';
import { PeopleChanges } from './people-acts.ts';
import { PeopleRepository } from './people.repository.ts';
import { emailsOf } from './read-user-row.calc.ts';
import { ChunkNotFound } from './user-batch.errors.ts';
import { UserRows } from './user-rows.ts';

const target: ServiceTarget = 'identity.users';

/** One chunk of an import of people: what each row does, its mail and its audit record, and the receipt, in one transaction. A repeated chunk returns its receipt. */
@Injectable()
export class ApplyUserBatchHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly people: PeopleRepository,
    private readonly changes: PeopleChanges,
    private readonly invitations: InvitationsRepository,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const { importJobId, chunkIndex } = batch;
    demandProof(actor, importJobId);
    // Two chunks about one person, or one chunk sent twice, come one after the other.
    await this.invitations.takeTurns(actor.tenantId);
    const earlier = await this.receipt(importJobId, chunkIndex);
    if (earlier) return earlier;
    if (batch.receiptOnly) throw new ChunkNotFound();
    const rows = new UserRows(await this.people.hold(emailsOf(batch.rows), actor), actor, this.changes.by(actor));
    const results: BatchRowResult[] = [];
    for (const row of batch.rows) {
      const { changes, ...result } = await rows.take(row);
      results.push({ ...result, ...(changes ? { changedFields: changes.map(({ field }) => field) } : {}) });
    }
    const told = JSON.stringify(results);
    const resultsSha256 = createHash('sha256').update(told).digest('hex');
    await insertRow(this.em, 'user_batch_receipt', { import_job_id: importJobId, chunk_index: chunkIndex, tenant_id: actor.tenantId, results: told, results_sha256: resultsSha256, applied_at: new Date() });
    return { importJobId, chunkIndex, results, resultsSha256 };
  }

  private async receipt(importJobId: BatchReceipt['importJobId'], chunkIndex: number): Promise<BatchReceipt | undefined> {
    const [row] = await this.em.execute<{ results: BatchRowResult[]; results_sha256: string }[]>(
      'select results, results_sha256 from user_batch_receipt where import_job_id = ? and chunk_index = ?',
      [importJobId, chunkIndex],
    );
    return row && { importJobId, chunkIndex, results: row.results, resultsSha256: row.results_sha256 };
  }
}

/** Of the person themselves, or of whoever started or approved this very import, to the service that runs it. */
function demandProof(actor: Actor, importJobId: string): void {
  if (actor.importing?.target === target && actor.importing.importJobId === importJobId) return;
  demandRecentProof(actor);
}
