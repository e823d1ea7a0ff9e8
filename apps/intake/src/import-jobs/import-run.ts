import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ApplyBatchBody } from '@kairos/contracts';
import { TenantSettings } from '@kairos/auth';
import { EventBus, runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { readRows } from '../formats/read-rows.ts';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import { expressionsIn } from '../recipes/expressions-in.ts';
import { compileRecipe, type CompiledRecipe } from '../recipes/compile-recipe.calc.ts';
import { overBudget, type BudgetUse } from '../recipes/error-budget.calc.ts';
import { mapRows } from '../recipes/map-rows.ts';
import { neededColumns } from '../recipes/needed-columns.calc.ts';
import type { MappedRow } from '../recipes/map-row.calc.ts';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { FileStore } from '../source-files/file-store.port.ts';
import { BeginImportJobHandler, type WorkAhead } from './begin-import-job.handler.ts';
import { CheckpointImportJobHandler } from './checkpoint-import-job.handler.ts';
import { chunkResults, countOutcomes, rowsToSend } from './chunk-results.calc.ts';
import { FinishImportJobHandler, type Ending } from './finish-import-job.handler.ts';
import { ImportCannotGoOn } from './import-failures.ts';
import type { Lease } from './import-leases.repository.ts';
import { ImportTargets } from './import-target.ts';
import { ImportUndoRun } from './import-undo-run.ts';
import { RestImportJobHandler } from './rest-import-job.handler.ts';

/** `left`: told to stop before the end; the job waits for the next worker. */
export type RunEnd = Ending['as'] | 'left' | 'undone' | 'refused';

/** Takes one job from its checkpoint to its end: read, map, send, checkpoint, chunk by chunk. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly targets: ImportTargets,
    private readonly beginJob: BeginImportJobHandler,
    private readonly checkpointJob: CheckpointImportJobHandler,
    private readonly finishJob: FinishImportJobHandler,
    private readonly undoRun: ImportUndoRun,
    private readonly restJob: RestImportJobHandler,
    private readonly bus: EventBus,
    private readonly settings: TenantSettings,
  ) {}

  async execute(lease: Lease, stopping: () => boolean): Promise<RunEnd> {
    const work = await this.as(lease, null, 'each', () => this.beginJob.execute(lease));
    if (work.undo) return this.undoRun.execute(lease, work.undo, stopping, (userId, step) => this.as(lease, userId, 'each', step));
    const ending = work.cancelRequested ? { as: 'cancelled' as const } : await this.work(lease, work, stopping);
    if (ending === 'left') return 'left';
    await this.as(lease, work.startedByUserId, 'each', () => this.finishJob.execute(lease, ending));
    return ending.as;
  }

  /** Says that a job rests after a failure, and will be tried again. */
  rest(lease: Lease): Promise<void> {
    return this.as(lease, null, 'each', () => this.restJob.execute(lease));
  }

  /** Ends a job that cannot go on. */
  fail(lease: Lease, failure: ImportCannotGoOn['failure']): Promise<void> {
    return this.as(lease, null, 'each', () => this.finishJob.execute(lease, { as: 'failed', failure }));
  }

  private async work(lease: Lease, work: WorkAhead, stopping: () => boolean): Promise<Ending | 'left'> {
    const minutes = (await this.as(lease, null, 'each', () => this.settings.read())).importJobTimeoutMinutes;
    // Its thread starts with the first expression, if there is any.
    await using sandbox = new ExpressionSandbox();
    const use: BudgetUse = { rows: work.counts.read - work.counts.skipped, rejected: work.counts.rejected };
    try {
      let chunkIndex = -1;
      let recipe: CompiledRecipe | undefined;
      for await (const batch of this.batchesOf(work)) {
        chunkIndex += 1;
        recipe ??= compiled(work, batch);
        // The file is read again from its start: reading is fast, and the same bytes make the same chunks.
        if (chunkIndex < work.nextChunk || batch.rows.length === 0) continue;
        if (stopping()) return 'left';
        if (Date.now() - lease.firstTakenAt.getTime() > minutes * 60_000) return timedOut(minutes);
        if (await this.chunk(lease, { ...work, use, sandbox }, recipe, { ...batch, chunkIndex })) return { as: 'cancelled' };
      }
      return { as: 'completed' };
    } catch (error) {
      if (error instanceof FileFault) return { as: 'failed', failure: error.problem };
      if (error instanceof ImportCannotGoOn) return { as: 'failed', failure: error.failure };
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { as: 'failed', failure: { code: 'source-file-missing', detail: 'the file is not in the store any more', line: null, column: null } };
      }
      throw error;
    }
  }

  private batchesOf({ tenantId, file, recipe }: WorkAhead): AsyncGenerator<RowBatch> {
    return readRows(this.store.read(tenantId, file.sha256), rowOptions(recipe.parse, file.sniff, neededColumns(recipe)));
  }

  private async chunk(lease: Lease, { use, sandbox, ...work }: WorkAhead & { use: BudgetUse; sandbox: ExpressionSandbox }, recipe: CompiledRecipe, batch: RowBatch & { chunkIndex: number }): Promise<boolean> {
    const { chunkIndex, columns, bytesRead } = batch;
    const mapped = await mapRows(recipe, batch.rows, expressionsIn(sandbox));
    const chunk = batch.rows.map((source, index) => ({ source, mapped: mapped[index] as MappedRow }));
    const refused = overBudget(work.recipe.onError, use, chunk.map(({ source, mapped: { kind } }) => ({ line: source.line, outcome: kind })));
    // Nothing of a chunk that breaks the budget is sent: taken up again, the job starts at this very chunk.
    if (refused) throw new ImportCannotGoOn(refused);
    const rows = rowsToSend(chunk);
    const body = { importJobId: work.id as ApplyBatchBody['importJobId'], chunkIndex, dryRun: work.mode === 'plan', rows };
    const { results: answers, impact } = rows.length > 0 ? await this.targets.send({ target: work.recipe.target, by: work, body }) : { results: [], impact: undefined };
    this.bus.crash.at('after-chunk-before-checkpoint');
    const results = chunkResults(recipe, chunk, answers);
    const { cancelRequested } = await this.as(lease, work.startedByUserId, 'bulk', () =>
      this.checkpointJob.execute(lease, { index: chunkIndex, columns, bytesRead, results, ...(impact ? { impact } : {}) }),
    );
    const counts = countOutcomes(results);
    const overspent = overBudget(work.recipe.onError, use, results);
    use.rows += counts.read - counts.skipped;
    use.rejected += counts.rejected;
    if (overspent) throw new ImportCannotGoOn(overspent);
    return cancelRequested;
  }

  /** Runs one step as the job's tenant, with a fresh entity manager, in the name of whoever started it. */
  private as<T>({ tenantId, importJobId }: Lease, userId: string | null, audit: 'each' | 'bulk', step: () => Promise<T>): Promise<T> {
    const context = {
      actorKind: 'service' as const, actorId: userId, sessionId: null, action: 'intake.import-job.run', permission: 'intake.import-job.run',
      requestId: importJobId, address: null, userAgent: null, reason: null, traceparent: undefined, audit,
    };
    return runAsTenant(this.em, tenantId, () => runAsCommand(context, step), { upkeep: true });
  }
}

function timedOut(minutes: number): Ending {
  return { as: 'failed', failure: { code: 'timed-out', detail: `it ran for longer than ${minutes} minutes; resume it to go on from here`, line: null, column: null } };
}

function compiled({ recipe }: WorkAhead, { columns, rows }: RowBatch): CompiledRecipe {
  const result = compileRecipe(recipe, columns, rows);
  if ('problem' in result) throw new FileFault(result.problem);
  return result;
}
