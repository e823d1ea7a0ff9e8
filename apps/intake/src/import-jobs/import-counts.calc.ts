import type { ImpactGroup, ImportCounts, ImportFailure, ProblemCount } from '@kairos/contracts';
import { mergeImpact } from './import-impact.calc.ts';
import { rateOf, secondsLeft } from './import-rate.calc.ts';

export type ChunkOutcome = { index: number; columns: readonly string[]; counts: ImportCounts; bytesRead: number; impact?: readonly ImpactGroup[]; problems?: readonly ProblemCount[]; /** What ends the job behind this chunk. */ failure?: ImportFailure | undefined; /** Whether the target may have applied the chunk behind it. */ nextInDoubt?: boolean };

/** How far an import has come. */
export type Counted = {
  rowsRead: number; rowsCreated: number; rowsUpdated: number; rowsUnchanged: number; rowsRejected: number; rowsSkipped: number; bytesRead: number; bytesTotal: number;
  impact?: readonly ImpactGroup[] | null; toldAt?: Date | null; toldRows: number; rowsPerSecond?: number | null;
};

/** How long after one progress event the next may follow. */
const tellEveryMs = 500;

export function countsOf({ rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRejected, rowsSkipped }: Counted): ImportCounts {
  return { read: rowsRead, created: rowsCreated, updated: rowsUpdated, unchanged: rowsUnchanged, rejected: rowsRejected, skipped: rowsSkipped };
}

/** What is stored of an import behind one more chunk. */
export function behindChunk(job: Counted, { index, columns, counts, bytesRead, impact, problems, failure, nextInDoubt = false }: ChunkOutcome) {
  return {
    nextChunk: index + 1, columns, bytesRead, chunkInDoubt: nextInDoubt,
    rowsRead: job.rowsRead + counts.read, rowsCreated: job.rowsCreated + counts.created, rowsUpdated: job.rowsUpdated + counts.updated,
    rowsUnchanged: job.rowsUnchanged + counts.unchanged, rowsRejected: job.rowsRejected + counts.rejected, rowsSkipped: job.rowsSkipped + counts.skipped,
    ...(failure ? { failure } : {}),
    ...(problems ? { problems } : {}),
    ...(impact?.length ? { impact: mergeImpact(job.impact ?? [], impact) } : {}),
  };
}

/** How fast it goes and when it should be done, if it is time to tell; `told` is what to remember of that. */
export function progressOf({ rowsRead, bytesRead, bytesTotal, toldAt, toldRows, rowsPerSecond: before }: Counted, now: Date) {
  const passedMs = now.getTime() - (toldAt ?? now).getTime();
  if (passedMs < tellEveryMs) return undefined;
  const rowsPerSecond = rateOf(rowsRead - toldRows, passedMs, before ?? null);
  const left = secondsLeft({ rowsRead, bytesRead, bytesTotal, rowsPerSecond });
  return { told: { toldAt: now, toldRows: rowsRead, rowsPerSecond }, progress: { bytesRead, bytesTotal, rowsPerSecond, ...(left === null ? {} : { secondsLeft: left }) } };
}
