/** Measures the product against a limit measured in the same run: `npm run bench -- [T4 T9 …] [--quick] [--json]`. */
import { parseArgs } from 'node:util';
import { Closers } from '../stack/closers.ts';
import { Progress } from '../stack/progress.ts';
import { readWithApiKey } from './api-key.ts';
import { verifyAuditExport } from './audit-verify.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { coldStart } from './cold-start.ts';
import { commitToEffect } from './commit-to-effect.ts';
import { consumeEvents } from './consume-events.ts';
import { largePortfolio } from './large-portfolio.ts';
import { lineOf } from './figures.ts';
import type { Figure } from './figures.ts';
import { importPlants } from './import-plants.ts';
import { memoryOfImports } from './import-memory.ts';
import { readDuringImport } from './import-neighbour.ts';
import { listAtDepth } from './list-plants.ts';
import { loadPortfolio } from './portfolio.ts';
import type { Portfolio } from './portfolio.ts';
import { policiesOnAgainstOff, readAtService, readThroughGateway } from './read-one-plant.ts';
import { relayOutbox } from './relay-outbox.ts';
import { signInAgainstHash } from './sign-in.ts';
import { BenchStack } from './stack.ts';
import { termsOfTheTenant } from './tenant-terms.ts';
import { scrollOfPlants } from './web-scroll.ts';

const benchmarks: Benchmark[] = [importPlants, memoryOfImports, readDuringImport, readAtService, readThroughGateway, listAtDepth, largePortfolio, policiesOnAgainstOff, relayOutbox, commitToEffect, coldStart, consumeEvents, signInAgainstHash, verifyAuditExport, readWithApiKey, termsOfTheTenant, scrollOfPlants];

const usage = `npm run bench -- [T4 T5 …] [options]     without names: all of them
  --quick           3 short rounds instead of 5
  --rounds <n>      as many rounds of full length
  --json            figures as JSON on standard output, progress on standard error
  --profile <dir>   CPU profiles of the services into a folder`;

function chosen(names: string[]): Benchmark[] {
  const known = benchmarks.flatMap(({ ids }) => ids.map((id) => id.split(' ')[0]));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}\n${usage}`);
  return names.length === 0 ? benchmarks : benchmarks.filter(({ ids }) => ids.some((id) => names.includes(id.split(' ')[0] ?? '')));
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

async function measure(bench: Bench, selected: Benchmark[], progress: Progress): Promise<{ figures: Figure[]; failed: string[] }> {
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const { ids, run } of selected) {
    try {
      figures.push(...(await progress.step(ids.join(', '), () => run(bench))));
    } catch (error) {
      failed.push(`${ids.join(', ')} was not measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { figures, failed };
}

function roundsOf({ rounds, quick }: { rounds?: string | undefined; quick: boolean }): number {
  if (rounds === undefined) return quick ? 3 : 5;
  if (!/^[1-9]\d?$/.test(rounds)) throw new Error(`--rounds is a number from 1 to 99\n${usage}`);
  return Number(rounds);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' }, json: { type: 'boolean', default: false }, profile: { type: 'string' } },
  });
  const selected = chosen(positionals);
  const progress = new Progress(values.json ? process.stderr : process.stdout);
  const closers = new Closers();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closers.close().then(() => process.exit(1)));
  try {
    const stack = await progress.step('Postgres, NATS, schemas and streams', () => BenchStack.start(closers, values.profile));
    const portfolio = once<Portfolio>(() => loadPortfolio(stack.admin));
    const bench: Bench = { stack, rounds: roundsOf(values), scale: values.quick ? 0.4 : 1, portfolio, note: (text) => progress.line(text) };
    const { figures, failed } = await measure(bench, selected, progress);
    if (values.json) console.log(JSON.stringify(figures, null, 2));
    else for (const figure of figures) console.log(lineOf(figure));
    for (const line of failed) console.error(line);
    process.exitCode = failed.length > 0 || figures.some(({ verdict }) => verdict === 'below') ? 1 : 0;
  } finally {
    await closers.close();
  }
}

await main();
