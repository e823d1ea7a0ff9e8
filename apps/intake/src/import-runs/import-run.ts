import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { importTargets, isServiceTarget, type ApplyBatchBody, type ImportTargetDefinition, type BatchReceipt } from '@kairos/contracts';
import { TenantSettings } from '@kairos/auth';
import { EventBus, runAsCommand } from '@kairos/event-bus';
import { FileStore } from '@kairos/service-kit/file-store';
import { runAsTenant } from '@kairos/tenancy';
import { readRows } from '../formats/read-rows.ts';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import { expressionsIn } from '../mapping/expressions-in.ts';
import { compileRecipe, type CompiledRecipe } from '../mapping/compile-recipe.calc.ts';
import { ChunkFlow } from './chunk-flow.ts';
import { ErrorBudget, isBounded } from './error-budget.ts';
import { mapRows } from '../mapping/map-rows.ts';
import { namedColumns } from '../drift/drift-report.calc.ts';
import type { MappedRow } from '../mapping/map-row.calc.ts';
import { FileFault } from '../rows/file.errors.ts';
import type { RowBatch, SourceRow } from '../rows/source-row.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { BeginImportJobHandler, type WorkAhead } from './begin-import-job.handler.ts';
import { CheckpointImportJobHandler, type ChunkDone } from './checkpoint-import-job.handler.ts';
import { chunkResults, rowsToSend, type MappedChunk } from './chunk-results.calc.ts';
import { ConnectorTarget } from '../import-targets/connector-target.ts';
import { CorrectedRows, type CorrectedBatch } from './corrected-rows.repository.ts';
import { FinishImportJobHandler, type Ending } from './finish-import-job.handler.ts';
import { ImportCannotGoOn } from '../import-targets/import-failures.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';
import { readAhead } from './read-ahead.ts';
import { ImportTargets } from '../import-targets/import-target.ts';
import { INTAKE_CONFIG, mostChunksAtTarget, type IntakeConfig } from '../config.ts';
import { ImportUndoRun } from './import-undo-run.ts';
import { RestImportJobHandler } from './rest-import-job.handler.ts';

/** A chunk as it was read and mapped. */
type ChunkAhead = { index: number; recipe: CompiledRecipe; columns: readonly string[]; bytesRead: number; rows: MappedChunk };
type ChunkAnswered = Pick<ChunkDone, 'results' | 'impact' | 'failure'>;

type Answer = Pick<BatchReceipt, 'results' | 'impact'>;

/** To a chunk of which no row goes to the target. */
const nothing: Answer = { results: [] };

/** Chunks behind the last checkpoint that the target may have, however many the worker before sent at a time: one is checkpointed meanwhile. */
const mostUntold = 1 + mostChunksAtTarget;

/** Rows that are mapped before something else has a turn. */
const rowsAtOnce = 200;

/** `told`: chunks that no checkpoint has told of. */
type RunEnding = Ending & { told?: readonly ChunkDone[] };

/** `left`: told to stop before the end; the job waits for the next worker. */
export type RunEnd = Ending['as'] | 'left' | 'undone' | 'refused';

/** Takes one job from its checkpoint to its end: read, map, send, checkpoint, chunk by chunk. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly targets: ImportTargets,
    private readonly connectorTarget: ConnectorTarget,
    private readonly beginJob: BeginImportJobHandler,
    private readonly checkpointJob: CheckpointImportJobHandler,
    private readonly finishJob: FinishImportJobHandler,
    private readonly correctedRows: CorrectedRows,
    private readonly undoRun: ImportUndoRun,
    private readonly restJob: RestImportJobHandler,
    private readonly leases: ImportLeases,
    private readonly bus: EventBus,
    private readonly settings: TenantSettings,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'IMPORT_CHUNKS_AT_TARGET'>,
  ) {}

  async execute(lease: Lease, stopping: () => boolean): Promise<RunEnd> {
    const work = await this.as(lease, null, 'each', () => this.beginJob.execute(lease));
    if (work.undo) return this.undoRun.execute(lease, work.undo, stopping, (userId, step) => this.as(lease, userId, 'each', step));
    const ending = await this.endOf(lease, work, stopping);
    if (ending === 'left') return 'left';
    this.bus.crash.at('after-checkpoint-before-end');
    await this.as(lease, work.startedByUserId, 'each', () => this.finish(lease, ending));
    return ending.as;
  }

  /** What the target turned out to have applied of a cancelled job is told with its end, so that none that passed over a chunk goes on behind it. */
  private finish(lease: Lease, { told = [], ...ending }: RunEnding): Promise<void> {
    return this.em.transactional(async () => {
      for (const chunk of told) await this.checkpointJob.execute(lease, chunk);
      await this.finishJob.execute(lease, ending);
    });
  }

  /** Says that a job rests after a failure, and will be tried again. @param inDoubt whether the target may have applied what was sent last */
  rest(lease: Lease, inDoubt: boolean): Promise<void> {
    return this.as(lease, null, 'each', () => this.restJob.execute(lease, inDoubt));
  }

  /** Ends a job that cannot go on. @param inDoubt as in `rest` */
  fail(lease: Lease, failure: ImportCannotGoOn['failure'], inDoubt: boolean): Promise<void> {
    return this.as(lease, null, 'each', () => this.finishJob.execute(lease, { as: 'failed', failure, inDoubt }));
  }

  private endOf(lease: Lease, work: WorkAhead, stopping: () => boolean): Promise<RunEnding | 'left'> | RunEnding {
    if (work.failure) return { as: 'failed', failure: work.failure };
    // Of a job that was begun the chunks that were in hands are told of first, and the job is cancelled behind them.
    return work.cancelRequested && (!work.begunBefore || work.mode === 'plan') ? { as: 'cancelled' } : this.work(lease, work, stopping);
  }

  private async work(lease: Lease, work: WorkAhead, stopping: () => boolean): Promise<RunEnding | 'left'> {
    const minutes = (await this.as(lease, null, 'each', () => this.settings.read())).importJobTimeoutMinutes;
    const late = () => Date.now() - lease.firstTakenAt.getTime() > minutes * 60_000;
    // Its thread starts with the first expression, if there is any.
    await using sandbox = new ExpressionSandbox();
    try {
      if (work.cancelRequested) return await this.untold(work, sandbox, stopping);
      const end = await this.chunks(lease, work, sandbox, () => (stopping() ? 'left' : late() ? 'late' : undefined));
      return end === 'late' ? timedOut(minutes) : end === 'left' ? end : { as: end };
    } catch (error) {
      if (error instanceof FileFault) return { as: 'failed', failure: error.problem };
      if (error instanceof ImportCannotGoOn) return { as: 'failed', failure: error.failure, inDoubt: error.inDoubt };
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { as: 'failed', failure: { code: 'source-file-missing', detail: 'the file is not in the store any more', line: null, column: null } };
      }
      throw error;
    }
  }

  private async chunks(lease: Lease, work: WorkAhead, sandbox: ExpressionSandbox, ended: () => 'left' | 'late' | undefined): Promise<'completed' | 'cancelled' | 'left' | 'late'> {
    const flow = this.flow(lease, work);
    let end: 'left' | 'late' | undefined;
    try {
      for await (const chunk of readAhead(this.mapped(work, sandbox))) {
        end = ended();
        if (end || flow.cancelRequested) break;
        if (!chunk) continue;
        await flow.take(chunk);
      }
      await flow.settle();
    } catch (error) {
      throw await flow.end(error);
    }
    return end ?? (flow.cancelRequested ? 'cancelled' : 'completed');
  }

  private flow(lease: Lease, work: WorkAhead): ChunkFlow<ChunkAhead, ChunkAnswered> {
    const { target, onError } = work.recipe;
    const declared: ImportTargetDefinition | undefined = isServiceTarget(target) ? importTargets[target] : undefined;
    return new ChunkFlow({
      atOnce: declared ? this.chunksAtOnce(work, declared) : 1,
      naturalKey: work.mode === 'apply' ? declared?.naturalKey : undefined,
      budget: new ErrorBudget(onError, work.counts),
      strict: work.mode === 'apply',
      demandHeld: () => this.leases.demandHeld(lease),
      send: (chunk) => this.send(work, chunk),
      checkpoint: (chunk, answer) => this.checkpoint(lease, work, chunk, answer),
    });
  }

  private chunksAtOnce({ mode, recipe }: WorkAhead, { inTurn, rowsInOrder }: ImportTargetDefinition): number {
    if (mode === 'plan') return rowsInOrder ? 1 : mostChunksAtTarget;
    return inTurn || isBounded(recipe.onError) ? 1 : this.config.IMPORT_CHUNKS_AT_TARGET;
  }

  /** Of a cancelled job nothing more is applied: what the target says it has applied is told, and no more. */
  private async untold(work: WorkAhead, sandbox: ExpressionSandbox, stopping: () => boolean): Promise<RunEnding | 'left'> {
    const last = work.nextChunk + mostUntold - 1;
    const told: ChunkDone[] = [];
    for await (const chunk of this.mapped(work, sandbox)) {
      if (stopping()) return 'left';
      if (!chunk) continue;
      const answered = await this.receiptOf(work, chunk);
      if (answered) told.push(doneOf(chunk, answered));
      if (chunk.index >= last) break;
    }
    return { as: 'cancelled', told };
  }

  /** Chunk after chunk, and undefined for each that was done before: whoever waits for a large file to be read again can be told to stop. */
  private async *mapped(work: WorkAhead, sandbox: ExpressionSandbox): AsyncGenerator<ChunkAhead | undefined> {
    let index = -1;
    let recipe: CompiledRecipe | undefined;
    for await (const batch of this.batchesOf(work)) {
      const { columns, rows, bytesRead } = batch;
      index += 1;
      recipe ??= compiled(work, 'sample' in batch ? batch.sample : batch);
      // The file is read again from its start: reading is fast, and the same bytes make the same chunks.
      if (index < work.nextChunk || rows.length === 0) {
        yield undefined;
        continue;
      }
      const mapped: MappedChunk = [];
      for (let at = 0; at < rows.length; at += rowsAtOnce) mapped.push(...(await mapSlice(recipe, rows.slice(at, at + rowsAtOnce), sandbox)));
      yield { index, recipe, columns, bytesRead, rows: mapped };
    }
  }

  private batchesOf({ tenantId, file, recipe, chunkRows, chunkLength, correctionsOf }: WorkAhead): AsyncGenerator<RowBatch | CorrectedBatch> {
    const limits = { batchSize: chunkRows, batchLength: chunkLength };
    const rows = readRows(this.store.read(tenantId, file.sha256), rowOptions(recipe.parse, file.sniff, namedColumns(recipe), limits));
    return correctionsOf === undefined ? rows : this.correctedRows.batches({ tenantId, correctionsOf, bytesTotal: file.byteSize, limits }, rows);
  }

  private async send(work: WorkAhead, chunk: ChunkAhead): Promise<ChunkAnswered> {
    const body = bodyOf(work, chunk);
    const { target } = work.recipe;
    const answer = body.rows.length === 0 ? nothing : isServiceTarget(target) ? await this.targets.send({ target, by: work, body }) : { results: await this.connectorTarget.send({ by: work, recipe: work.recipe, body }) };
    this.bus.crash.at('after-chunk-before-checkpoint');
    return answered(chunk, answer);
  }

  /** @returns undefined when the target did not apply the chunk */
  private async receiptOf(work: WorkAhead, chunk: ChunkAhead): Promise<ChunkAnswered | undefined> {
    const body = bodyOf(work, chunk);
    const { target } = work.recipe;
    if (body.rows.length === 0) return answered(chunk, nothing);
    if (isServiceTarget(target)) {
      const answer = await this.targets.receiptOf({ target, by: work, body });
      return answer && answered(chunk, answer);
    }
    const results = await this.connectorTarget.receiptOf({ by: work, recipe: work.recipe, body });
    return results && answered(chunk, { results });
  }

  private checkpoint(lease: Lease, work: WorkAhead, chunk: ChunkAhead, answered: ChunkAnswered): Promise<{ cancelRequested: boolean }> {
    return this.as(lease, work.startedByUserId, 'bulk', () => this.checkpointJob.execute(lease, { ...doneOf(chunk, answered), nextInDoubt: work.inDoubt && chunk.index < work.nextChunk + mostUntold - 1 }));
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

/** Lets whatever else waits for the process have its turn first. */
async function mapSlice(recipe: CompiledRecipe, rows: readonly SourceRow[], sandbox: ExpressionSandbox): Promise<MappedChunk> {
  await turn();
  const mapped = await mapRows(recipe, rows, expressionsIn(sandbox));
  return rows.map((source, at) => ({ source, mapped: mapped[at] as MappedRow }));
}

function doneOf({ index, columns, bytesRead }: ChunkAhead, answered: ChunkAnswered): ChunkDone {
  return { index, columns, bytesRead, ...answered };
}

function bodyOf({ id, mode }: WorkAhead, { index, rows }: ChunkAhead): ApplyBatchBody {
  return { importJobId: id as ApplyBatchBody['importJobId'], chunkIndex: index, dryRun: mode === 'plan', rows: rowsToSend(rows) };
}

function answered({ recipe, rows }: ChunkAhead, { results, impact }: Answer): ChunkAnswered {
  return { results: chunkResults(recipe, rows, results), ...(impact ? { impact } : {}) };
}

function timedOut(minutes: number): Ending {
  return { as: 'failed', failure: { code: 'timed-out', detail: `it ran for longer than ${minutes} minutes; resume it to go on from here`, line: null, column: null } };
}

function compiled({ recipe }: WorkAhead, { columns, rows }: RowBatch): CompiledRecipe {
  const result = compileRecipe(recipe, columns, rows);
  if ('problem' in result) throw new FileFault(result.problem);
  return result;
}
