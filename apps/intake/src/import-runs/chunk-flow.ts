import { heard } from '@kairos/event-bus';
import { LeaseLost } from '../import-jobs/import-leases.repository.ts';
import { ImportCannotGoOn, mayHaveApplied, TargetAway } from '../import-targets/import-failures.ts';
import type { MappedChunk, RowResult } from './chunk-results.calc.ts';
import type { ErrorBudget } from './error-budget.ts';
import { naturalKeysOf, shareKeys } from './natural-keys.calc.ts';

type Chunk = { rows: MappedChunk };
type Answer = { results: readonly RowResult[] };
type Failure = ReturnType<ErrorBudget['spend']>;

/**
 * How chunks go. `atOnce`: how many of them the target may have; `naturalKey`: the fields by which it knows a record, where
 * it matters which row comes first. With a budget that is `strict` nothing is sent of a chunk that breaks it.
 */
export type ChunkSteps<C extends Chunk, A extends Answer> = {
  atOnce: number;
  naturalKey: readonly string[] | undefined;
  budget: ErrorBudget;
  strict: boolean;
  /** @throws LeaseLost when another worker may be at an earlier chunk: nothing more is sent then */
  demandHeld(): void;
  send(chunk: C): Promise<A>;
  checkpoint(chunk: C, answer: A & { failure: Failure }): Promise<{ cancelRequested: boolean }>;
};

/**
 * The chunks of one job in hands: while one is read, those before it are at the target, and the one before these is checkpointed. Two that
 * may be about one record go one after the other. What the target applied and no checkpoint tells of is sent again when the job is taken
 * up anew, and answered with its receipt.
 */
export class ChunkFlow<C extends Chunk, A extends Answer> {
  readonly #sent: { chunk: C; keys: ReadonlySet<string>; answer: Promise<A> }[] = [];
  #checkpoint = Promise.resolve({ cancelRequested: false });
  #cancelRequested = false;
  #over = false;

  constructor(private readonly steps: ChunkSteps<C, A>) {}

  /** Whether somebody asked to stop: nothing more should be sent. */
  get cancelRequested(): boolean {
    return this.#cancelRequested;
  }

  /** Sends a chunk as soon as it may be sent, and waits until another one could be. */
  async take(chunk: C): Promise<void> {
    const { atOnce, naturalKey, budget, strict } = this.steps;
    const keys = atOnce > 1 && naturalKey ? naturalKeysOf(naturalKey, chunk.rows) : new Set<string>();
    while (this.#sent.some((before) => shareKeys(before.keys, keys))) await this.#settleFirst();
    if (this.#cancelRequested) return;
    // Nothing of a chunk that breaks the budget is applied: taken up again, the job starts at this very chunk.
    if (strict) budget.demand(outcomesOf(chunk));
    this.steps.demandHeld();
    this.#sent.push({ chunk, keys, answer: heard(this.steps.send(chunk)) });
    if (this.#sent.length === atOnce) await this.#settleFirst();
  }

  /** Waits for every answer, and until all is told. */
  async settle(): Promise<void> {
    while (this.#sent.length > 0) await this.#settleFirst();
    this.#heed(await this.#checkpoint);
  }

  /**
   * Tells what can be told when the job cannot go on as it is. Where a chunk before has no answer, that comes first, and says whether those
   * behind it that the target has are in doubt.
   *
   * @param error why it cannot go on @returns why it cannot, after all
   */
  async end(error: unknown): Promise<unknown> {
    const ends = await Promise.allSettled(this.#sent.map(({ answer }) => answer));
    // Behind the row that ends the job nothing counts; behind a lost lease another worker tells.
    if (this.#over || error instanceof LeaseLost) return this.#checkpoint.then(() => error);
    const refused = ends.find((end) => end.status === 'rejected');
    const untold = refused ? ends.slice(ends.indexOf(refused)) : [];
    while (this.#sent.length > untold.length) await this.#settleFirst();
    await this.#checkpoint;
    if (!refused) return error;
    const reason: unknown = refused.reason;
    if (reason instanceof TargetAway || reason instanceof ImportCannotGoOn) reason.inDoubt = untold.some((end) => end.status === 'fulfilled' || mayHaveApplied(end.reason));
    return reason;
  }

  /** Takes the answer to the chunk that was sent first, and begins its checkpoint behind the one before. */
  async #settleFirst(): Promise<void> {
    const [first] = this.#sent;
    if (!first) return;
    const { budget, strict, checkpoint } = this.steps;
    const answer = await first.answer;
    this.#heed(await this.#checkpoint);
    if (!strict) this.#demandWithin(budget, first.chunk);
    // Stored with the chunk: whoever takes the job up behind it ends it as well.
    const failure = budget.spend(answer.results);
    // Awaited later, and heard then.
    this.#checkpoint = heard(checkpoint(first.chunk, { ...answer, failure }));
    this.#sent.shift();
    if (failure) throw this.#ended(new ImportCannotGoOn(failure));
  }

  #demandWithin(budget: ErrorBudget, chunk: C): void {
    try {
      budget.demand(outcomesOf(chunk));
    } catch (error) {
      throw this.#ended(error);
    }
  }

  #ended(error: unknown): unknown {
    this.#over = true;
    return error;
  }

  #heed({ cancelRequested }: { cancelRequested: boolean }): void {
    this.#cancelRequested ||= cancelRequested;
  }
}

function outcomesOf({ rows }: Chunk): { line: number; outcome: string }[] {
  return rows.map(({ source, mapped }) => ({ line: source.line, outcome: mapped.kind }));
}
