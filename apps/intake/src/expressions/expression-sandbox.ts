import { Worker } from 'node:worker_threads';
import type { RealmAnswer, RealmCall, RealmLimits } from './expression-realm.ts';
import type { WorkerJob } from './expression-worker.ts';

export type ExpressionLimits = RealmLimits & {
  /** CPU time that one expression may take for one row, as far as the watch sees. */
  cpuMs: number;
  /** How often the watch looks. */
  watchMs: number;
  /** However little CPU time it gets, an expression ends after this time. */
  wallMs: number;
  /** So many rows of one batch may be stopped by force; then the rest of the batch is given up. */
  mostKills: number;
  heapMiB: number;
};

export const expressionLimits: ExpressionLimits = { largest: 100_000, mostSteps: 8000, deepest: 250, cpuMs: 50, watchMs: 15, wallMs: 5000, mostKills: 3, heapMiB: 64 };

type Ended = { ended: 'time' | 'memory' };
const refusals: Record<Ended['ended'] | 'given-up', RealmAnswer> = {
  time: { code: 'expression-too-long', detail: 'does not come to an end' },
  memory: { code: 'expression-too-large', detail: 'takes more memory than an expression may' },
  'given-up': { code: 'expression-too-long', detail: 'was not worked out: too many rows before it did not come to an end' },
};
/** Few enough that little is lost when a thread is killed, many enough that messages cost nothing. */
const sliceSize = 50;
const workerFile = new URL(`./expression-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);

/**
 * Works out JSONata expressions where they can do no harm: in a thread without environment, in a realm without anything of
 * Node, under limits of steps, sizes, memory and time. An expression that keeps a limit no other way is ended with its
 * thread, and the next one gets a new thread. One sandbox serves one job or request: nothing one leaves behind meets another.
 */
export class ExpressionSandbox {
  readonly #progress = new SharedArrayBuffer(4);
  readonly #place = new Int32Array(this.#progress);
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  readonly #limits: ExpressionLimits;

  constructor(limits: ExpressionLimits = expressionLimits) {
    this.#limits = limits;
  }

  /** @returns what is wrong with how an expression is written, or undefined */
  check(expression: string): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const told = await this.#run({ kind: 'check', expression });
      return 'ended' in told ? 'takes too long to be read' : told[0] || undefined;
    });
  }

  /** One answer for each call, in their order. Never rejects for what an expression does. */
  evaluate(calls: readonly RealmCall[]): Promise<RealmAnswer[]> {
    return this.#inTurn(async () => {
      const answers: RealmAnswer[] = [];
      let kills = 0;
      while (answers.length < calls.length) {
        const slice = calls.slice(answers.length, answers.length + sliceSize);
        const told = kills < this.#limits.mostKills ? await this.#answer(slice) : slice.map(() => refusals['given-up']);
        if (told.some((answer) => Object.values(refusals).includes(answer))) kills += 1;
        answers.push(...told);
      }
      return answers;
    });
  }

  /** Ends the thread, once what was asked is answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turn;
    await this.#kill();
  }

  /** The answers of a slice; up to the first that ended its thread, and that one. */
  async #answer(slice: readonly RealmCall[]): Promise<RealmAnswer[]> {
    const told = await this.#run({ kind: 'answer', calls: slice.map((call) => JSON.stringify(call)), from: 0 });
    if (!('ended' in told)) return told.map((answer) => JSON.parse(answer) as RealmAnswer);
    const culprit = Math.max(Atomics.load(this.#place, 0) - 1, 0);
    const before = culprit > 0 ? await this.#answer(slice.slice(0, culprit)) : [];
    return before.length < culprit ? before : [...before, refusals[told.ended]];
  }

  async #run(job: WorkerJob): Promise<string[] | Ended> {
    Atomics.store(this.#place, 0, 0);
    const worker = (this.#worker ??= await this.#start());
    const watch = new AbortController();
    const told = await new Promise<string[] | Ended>((resolve) => {
      worker.once('message', resolve);
      worker.once('error', () => resolve({ ended: 'memory' }));
      worker.once('exit', () => resolve({ ended: 'memory' }));
      this.#watch(worker, watch.signal).then((ended) => ended && resolve(ended), () => resolve({ ended: 'memory' }));
      worker.postMessage(job);
    });
    watch.abort();
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    worker.on('error', () => undefined);
    if ('ended' in told) await this.#kill();
    return told;
  }

  /** Looks every few milliseconds at which call the thread is, and how much CPU time it took since it came to it. */
  async #watch(worker: Worker, stop: AbortSignal): Promise<Ended | undefined> {
    let seen = { call: -1, cpu: 0, at: 0 };
    while (!stop.aborted) {
      const call = Atomics.load(this.#place, 0);
      const { user, system } = await worker.cpuUsage();
      const now = { call, cpu: (user + system) / 1000, at: performance.now() };
      if (call !== seen.call) seen = now;
      else if (now.cpu - seen.cpu > this.#limits.cpuMs || now.at - seen.at > this.#limits.wallMs) return stop.aborted ? undefined : { ended: 'time' };
      await new Promise((resolve) => setTimeout(resolve, this.#limits.watchMs));
    }
    return undefined;
  }

  /** @returns a thread that has everything loaded: what that takes is no expression's time */
  async #start(): Promise<Worker> {
    const { largest, mostSteps, deepest, heapMiB } = this.#limits;
    const worker = new Worker(workerFile, {
      workerData: { limits: { largest, mostSteps, deepest }, progress: this.#progress },
      env: {}, execArgv: [], argv: [], stdin: false, stdout: true, stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 8, codeRangeSizeMb: 16, stackSizeMb: 4 },
    });
    worker.unref();
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread of expressions ended before it began.')));
      worker.postMessage({ kind: 'check', expression: '1' } satisfies WorkerJob);
    });
    for (const event of ['error', 'exit']) worker.removeAllListeners(event);
    return worker;
  }

  async #kill(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
