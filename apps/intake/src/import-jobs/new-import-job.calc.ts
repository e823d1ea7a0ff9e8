import type { RequiredEntityData } from '@mikro-orm/core';
import type { DependencyOutcome, ImportMode, ImportPriority, Recipe } from '@kairos/contracts';
import { v7 as newId } from 'uuid';
import { chunkLimits, type ChunkLimits } from '../sniffing/row-options.calc.ts';
import type { ImportProof } from './import-proof.ts';
import type { ImportJobSchema } from './import-job-columns.ts';

export type NewImportJob = {
  mode: ImportMode;
  recipe: Recipe;
  sourceFile: { id: string; byteSize: number };
  chunk?: ChunkLimits;
  by: { tenantId: string; userId: string; membershipId: string; apiKeyId?: string };
  priority?: ImportPriority;
  startAt?: Date;
  after?: { importJobId: string; outcome: DependencyOutcome };
  planJobId?: string;
  /** The import whose rejected rows this one imports, corrected. */
  parentJobId?: string;
  /** Of corrected rows, which `import_correction` holds for it, and not of its whole file. */
  importsCorrections?: boolean;
  proof?: ImportProof | undefined;
};

/** What is stored of an import that waits for its turn, at the first row and with nothing counted. */
export function newImportJob({ mode, recipe, sourceFile, chunk = chunkLimits, by, priority, startAt, after, planJobId, parentJobId, importsCorrections = false, proof }: NewImportJob) {
  const waits = startAt !== undefined && startAt.getTime() > Date.now();
  return {
    id: newId(), tenantId: by.tenantId, mode, status: waits ? 'scheduled' : 'queued', sourceFileId: sourceFile.id, recipe, columns: null,
    nextChunk: 0, chunkRows: chunk.batchSize, chunkLength: chunk.batchLength, bytesRead: 0, bytesTotal: sourceFile.byteSize,
    rowsRead: 0, rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0, rowsSkipped: 0,
    failure: null, startedByUserId: by.userId, membershipId: by.membershipId, apiKeyId: by.apiKeyId ?? null, chunkInDoubt: false, cancelRequestedAt: null,
    priority: priority ?? 'normal', startAt: startAt ?? null, afterJobId: after?.importJobId ?? null, afterOutcome: after?.outcome ?? null, planJobId: planJobId ?? null, parentJobId: parentJobId ?? null, importsCorrections,
    approvedByUserId: null, approvedAt: null, impact: null, drift: null, problems: null, divergentRows: null, undo: null, toldAt: null, toldRows: 0, rowsPerSecond: null, resultsRemovedAt: null, provedByUserId: proof?.byUserId ?? null, provedAt: proof?.at ?? null,
    createdAt: new Date(), startedAt: null, finishedAt: null, version: 1,
  } satisfies RequiredEntityData<InstanceType<typeof ImportJobSchema.class>>;
}
