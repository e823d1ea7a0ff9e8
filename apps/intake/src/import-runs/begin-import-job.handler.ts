import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { isServiceTarget, upgradeRecipe, type DriftReport, type ImportCounts, type ImportFailure, type Recipe, type SniffResult } from '@kairos/contracts';
import { driftReport } from '../drift/drift-report.calc.ts';
import { SourceFile } from '../source-files/source-file.entity.ts';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import type { UndoAhead } from './import-undo-run.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';

export type WorkAhead = Pick<ImportJob, 'id' | 'tenantId' | 'mode' | 'recipe' | 'membershipId' | 'apiKeyId' | 'nextChunk' | 'chunkRows' | 'chunkLength' | 'startedByUserId' | 'provedAt'> & {
  file: { sha256: string; byteSize: number; sniff: SniffResult };
  cancelRequested: boolean;
  /** Another worker had it, and may have left chunks at the target that no checkpoint tells of. */
  begunBefore: boolean;
  /** Whether the target may have applied chunks that no checkpoint tells of: `nextChunk`, and the one behind it. */
  inDoubt: boolean;
  undo: UndoAhead | undefined;
  /** What another worker found that ends it, and did not come to end it for. */
  failure: ImportFailure | null;
  /** What the chunks before `nextChunk` came to. */
  counts: ImportCounts;
  /** The job itself, if it imports the corrected rows it holds and not its whole file. */
  correctionsOf: string | undefined;
};

/** A worker takes a job up, for the first time or where another left it. */
@Injectable()
export class BeginImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
  ) {}

  @Transactional()
  async execute(lease: Lease): Promise<WorkAhead> {
    const { importJobId } = lease;
    await this.leases.hold(lease, false);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const { sha256, sniff, byteSize } = await this.em.findOneOrFail(SourceFile, { id: job.sourceFileId });
    const { target } = job.recipe;
    const undo = job.status === 'undoing' && job.undo && isServiceTarget(target) ? { importJobId, target, undo: job.undo } : undefined;
    const begunBefore = job.startedAt !== null;
    if (!undo) job.begin();
    job.drift ??= driftOf(upgradeRecipe<Recipe>(job.recipe), sniff);
    const { id, tenantId, mode, recipe, membershipId, apiKeyId, nextChunk, chunkRows, chunkLength, startedByUserId, provedAt } = job;
    return {
      id, tenantId, mode, recipe: upgradeRecipe<Recipe>(recipe), membershipId, apiKeyId, nextChunk, chunkRows, chunkLength, startedByUserId, provedAt, file: { sha256, byteSize, sniff },
      cancelRequested: job.cancelRequestedAt !== null, begunBefore, inDoubt: job.chunkInDoubt, counts: job.state().counts, undo, failure: job.failure ?? null,
      correctionsOf: job.importsCorrections ? job.id : undefined,
    };
  }
}

/** By what was found when the file came; a recipe that reads another sheet or header than that has to be tried on it instead. */
function driftOf(recipe: Recipe, { columns, profiles, headerRow, sheet }: SniffResult): DriftReport | null {
  const { headerRow: row, sheet: name } = recipe.parse;
  const same = (row === 'auto' || row === headerRow.value) && (name === 'auto' || name === sheet?.value) && profiles.length > 0;
  return same ? driftReport(recipe, columns, profiles) : null;
}
