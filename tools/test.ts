/** Runs the specs: `unit` needs no server; `integration` and `journey` get a Postgres and a NATS of their own, `journey` a browser too. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireChromium } from './stack/chromium.ts';
import { repository } from './stack/home.ts';
import { startTestServers } from './stack/test-servers.ts';

export const kinds = ['unit', 'integration', 'journey'] as const;
export type Kind = (typeof kinds)[number];
export type Tally = { passed: number; failed: number };
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { name: string }[];
};

/** The kind of suite a spec file belongs to. */
export function kindOf(file: string): Kind | undefined {
  if (!/\.(int-)?spec\.ts$/.test(file)) return undefined;
  if (file.startsWith('apps/e2e/')) return 'journey';
  return file.endsWith('.int-spec.ts') ? 'integration' : 'unit';
}

/** The jest project that holds a spec file: `assets` or `assets:int`. */
export function projectOf(file: string): string {
  const [root = '', name = ''] = file.split('/');
  return `${root === 'tools' ? 'tools' : name}${file.endsWith('.int-spec.ts') ? ':int' : ''}`;
}

function specsOnDisk(): string[] {
  return ['apps', 'libs', 'tools']
    .flatMap((root) => readdirSync(join(repository, root), { recursive: true, encoding: 'utf8' }).map((name) => `${root}/${name}`))
    .filter((file) => kindOf(file) && !/(^|\/)(node_modules|dist)\//.test(file));
}

function selection(args: string[]): { projects: string[] | undefined; rest: string[] } {
  const at = args.indexOf('--selectProjects');
  if (at === -1) return { projects: undefined, rest: args };
  const after = args.slice(at + 1);
  const end = after.findIndex((arg) => arg.startsWith('-'));
  const projects = end === -1 ? after : after.slice(0, end);
  return { projects, rest: [...args.slice(0, at), ...(end === -1 ? [] : after.slice(end))] };
}

/** Specs wait for servers a fourth of their time, which a third worker uses; journeys keep both cores of a small machine busy by themselves. */
const workers: Record<Kind, number> = { unit: 2, integration: 3, journey: 2 };

function runJest(kind: Kind, projects: string[], args: string[], environment: Record<string, string>): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-jest-'));
  const outputFile = join(folder, 'report.json');
  const jest = join(repository, 'node_modules', 'jest', 'bin', 'jest.js');
  const command = ['--conditions=@kairos/source', '--disable-warning=ExperimentalWarning', jest, '-c', join(repository, 'jest.config.mjs')];
  // Servers start while others run on the same machine: what takes a second alone may take ten then.
  const patience = '--testTimeout=60000';
  const flags = ['--json', `--outputFile=${outputFile}`, `--maxWorkers=${workers[kind]}`, patience, '--selectProjects', ...projects, ...args];
  const child = spawn(process.execPath, [...command, ...flags], { cwd: repository, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  const watch = endWhenReported(child, outputFile);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearInterval(watch);
      try {
        resolve(JSON.parse(readFileSync(outputFile, 'utf8')) as Report);
      } catch {
        reject(new Error('jest ended without a report'));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}

/** A spec that leaves a server open keeps jest alive after its report: it is ended, and says so. */
function endWhenReported(child: ChildProcess, report: string): NodeJS.Timeout {
  let reportedAt: number | undefined;
  return setInterval(() => {
    if (existsSync(report)) reportedAt ??= Date.now();
    if (!reportedAt || Date.now() - reportedAt < 15_000) return;
    console.error('a spec left a server, socket or timer open: jest did not end by itself');
    child.kill('SIGKILL');
  }, 1000);
}

/** Failures beyond failed tests: suites that did not load, skipped tests, spec files on disk that jest did not run. */
export function tally(report: Report, expected: string[], complete: boolean): Tally & { complaints: string[] } {
  const ran = new Set(report.testResults.map(({ name }) => name));
  const unrun = complete ? expected.filter((file) => !ran.has(file)) : [];
  const skipped = complete ? report.numPendingTests + report.numTodoTests : 0;
  const complaints = [...unrun.map((file) => `not run: ${file}`), ...(skipped > 0 ? [`${skipped} tests skipped`] : [])];
  return { passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites + unrun.length + skipped, complaints };
}

/** Runs one kind of suite, all of it or the given jest projects and arguments. */
export async function test(kind: Kind, args: string[] = []): Promise<Tally> {
  const { projects, rest } = selection(args);
  const files = specsOnDisk().filter((file) => (projects ? projects.includes(projectOf(file)) : kindOf(file) === kind));
  const wanted = projects ?? [...new Set(files.map(projectOf))];
  if (wanted.length === 0) return { passed: 0, failed: 0 };
  const servers = kind === 'unit' ? undefined : await startTestServers();
  try {
    const browser: Record<string, string> = kind === 'journey' ? { KAIROS_TEST_CHROMIUM: requireChromium(console.error) } : {};
    const report = await runJest(kind, wanted, rest, { ...servers?.environment, ...browser });
    const expected = files.map((file) => join(repository, file));
    const result = tally(report, expected, rest.length === 0);
    for (const complaint of result.complaints) console.error(complaint);
    return { passed: result.passed, failed: result.failed };
  } finally {
    await servers?.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [wanted, ...args] = process.argv.slice(2);
  const kind = kinds.find((name) => name === wanted);
  if (!kind) throw new Error(`say which suite: ${kinds.join(', ')}`);
  const { passed, failed } = await test(kind, args);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
