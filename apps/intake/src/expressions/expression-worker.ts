//! Runs in a thread of its own, which ExpressionSandbox starts and kills.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createContext, runInContext } from 'node:vm';
import { guardRealm, openRealm, type RealmLimits } from './expression-realm.ts';


export type WorkerJob = { kind: 'check'; expression: string } | { kind: 'answer'; calls: string[]; from: number };

const { limits, progress } = workerData as { limits: RealmLimits; progress: SharedArrayBuffer };
const place = new Int32Array(progress);
const realm = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
runInContext(`(${guardRealm.toString()})(${JSON.stringify(limits)})`, realm);
runInContext(readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8'), realm);
runInContext(`(${openRealm.toString()})(${JSON.stringify(limits)})`, realm);
const check = runInContext('check', realm) as (expression: string) => string;
const answer = runInContext('answer', realm) as (call: string) => Promise<string>;

async function work(job: WorkerJob): Promise<void> {
  if (job.kind === 'check') return parentPort?.postMessage([check(job.expression)]);
  const answers: string[] = [];
  for (const [index, call] of job.calls.entries()) {
    Atomics.store(place, 0, job.from + index + 1);
    answers.push(await answer(call));
  }
  Atomics.store(place, 0, 0);
  parentPort?.postMessage(answers);
}

parentPort?.on('message', (job: WorkerJob) => void work(job));
