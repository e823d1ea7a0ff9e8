/** Everything a change must pass, in one go: the same on a laptop and in CI. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './stack/home.ts';
import { build } from './build.ts';
import { seconds } from './stack/progress.ts';
import { test } from './test.ts';
import type { Tally } from './test.ts';

type Stage = { name: string; run(): Promise<Tally> };

function node(...args: string[]): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: repository, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(outcome(code === 0)));
  });
}

/** A stage that is no test suite counts as one check. */
const outcome = (good: boolean): Tally => (good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const stages = {
  build: { name: 'build and type-check', run: () => build().then(() => outcome(true), () => outcome(false)) },
  lint: { name: 'lint', run: () => node(join('node_modules', 'eslint', 'bin', 'eslint.js'), '.') },
  layout: { name: 'layout', run: () => node(join('tools', 'check-layout.ts')) },
  documents: { name: 'API documents are up to date', run: () => node(join('tools', 'emit.ts'), '--check') },
  unit: { name: 'unit tests', run: () => test('unit') },
  integration: { name: 'integration tests', run: () => test('integration') },
  journey: { name: 'journey tests', run: () => test('journey') },
} satisfies Record<string, Stage>;

/** What follows a build, step by step. Lint keeps one core busy and another idle, so others run beside it; what needs servers runs alone. */
const steps: Stage[][][] = [[[stages.lint], [stages.layout, stages.documents, stages.unit]], [[stages.integration]], [[stages.journey]]];

async function runStage({ name, run }: Stage): Promise<Tally> {
  const startedAt = performance.now();
  console.log(`\n▶ ${name}`);
  const tally = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return outcome(false);
  });
  console.log(`${tally.failed === 0 ? '✓' : '✗'} ${name.padEnd(34)} ${seconds(performance.now() - startedAt)}  ${tally.passed} passed, ${tally.failed} failed`);
  return tally;
}

/** Runs every stage, even after a failed one, and returns the sum; a failed build ends it, for nothing else can be right then. */
export async function verify(): Promise<Tally> {
  const total: Tally = { passed: 0, failed: 0 };
  const broken: string[] = [];
  const inTurn = async (lane: Stage[]): Promise<void> => {
    for (const stage of lane) {
      const { passed, failed } = await runStage(stage);
      total.passed += passed;
      total.failed += failed;
      if (failed > 0) broken.push(stage.name);
    }
  };
  await inTurn([stages.build]);
  for (const lanes of total.failed > 0 ? [] : steps) await Promise.all(lanes.map(inTurn));
  if (broken.length > 0) console.log(`\nfailed: ${broken.join(', ')}`);
  return total;
}
