import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDemo } from '../demo/load-demo.ts';
import { postgresAccount } from './account.ts';
import { brokerConfig, ensureStreams } from './broker.ts';
import type { Closers } from './closers.ts';
import { demandReachable, ensureDatabase, migrate, provision } from './database.ts';
import { environmentOf, portOf, portsOf, programs, secretNames } from './environments.ts';
import type { Stack } from './environments.ts';
import { foundFirstTenant, welcome } from './first-run.ts';
import { repository } from './home.ts';
import type { Home } from './home.ts';
import { requireNatsServer } from './nats-binary.ts';
import { startNats, stopNatsIn } from './nats.ts';
import { writeOperatorFile } from './operator.ts';
import type { Options } from './options.ts';
import { demandFree, preferPort } from './ports.ts';
import { startPostgres, stopPostgresOn } from './postgres.ts';
import type { Progress } from './progress.ts';
import { forgetRunning, writeRunning } from './running.ts';
import { ensureSigningKey, loadSecrets } from './secrets.ts';
import { Supervisor } from './supervisor.ts';

export type Start = { options: Options; home: Home; progress: Progress; closers: Closers };

async function postgres({ options, home, closers }: Start, secret: Stack['secret']): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    await demandReachable(given);
    return given;
  }
  const port = await preferPort(options.port + 1432);
  closers.add(() => stopPostgresOn(home.postgresData));
  await startPostgres({
    binaries: home.postgresBinaries,
    data: home.postgresData,
    logFile: join(home.logs, 'postgres.log'),
    port,
    password: secret('postgres'),
    account: postgresAccount(),
  });
  return ensureDatabase(`postgres://postgres:${secret('postgres')}@127.0.0.1:${port}/postgres`, 'kairos');
}

async function nats({ options, home, closers }: Start, secret: Stack['secret'], note: (text: string) => void): Promise<string> {
  const given = process.env['NATS_URL'];
  if (given) return given;
  const binary = requireNatsServer(note);
  const port = await preferPort(options.port + 222);
  const config = brokerConfig({ host: '127.0.0.1', port, storeDir: join(home.nats, 'store') }, secret);
  closers.add(() => stopNatsIn(home.nats));
  await startNats({ binary, folder: home.nats, logFile: join(home.logs, 'nats.log'), port, config });
  return `nats://127.0.0.1:${port}`;
}

/** Waits until every service answers that it can serve, or says which one cannot and why. */
async function untilReady(stack: Stack, supervisor: Supervisor, nameOf: (program: string) => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (const program of programs) {
    const url = `http://127.0.0.1:${portOf(program, stack.gatewayPort)}/healthz/${program === 'gateway' ? 'live' : 'ready'}`;
    while (!(await fetch(url).then((answer) => answer.ok, () => false))) {
      const name = nameOf(program);
      if (supervisor.hasFailed(name) || Date.now() > deadline) throw new Error(`${program} did not start. The end of its log:\n${supervisor.tailOf(name)}`);
      await sleep(30);
    }
  }
}

function remember({ options, home }: Start, programs: Record<string, number>): void {
  writeRunning(home.run, { pid: process.pid, url: `http://localhost:${options.port}`, programs });
}

/** `KAIROS_CRASH_AT=workflows:after-effect-before-ack` arms one service's crash point until it has fired. */
export function crashPointOf(program: string, armed: string | undefined): Record<string, string> {
  const [name, point] = armed?.split(':') ?? [];
  return name === program && point ? { KAIROS_CRASH_AT: point } : {};
}

async function services(start: Start, stack: Stack): Promise<void> {
  const { options, home, closers } = start;
  const supervisor = new Supervisor((text) => console.log(`! ${text}`), (pids) => remember(start, pids));
  closers.add(() => supervisor.stop());
  const logFile = (name: string): string => join(home.logs, `${name}.log`);
  const entry = (app: string): string => join(repository, 'apps', app, 'dist', 'main.js');
  // Loading modules is most of a start; what Node compiled once it finds here again.
  const compiled = { NODE_COMPILE_CACHE: join(home.run, 'compiled') };
  if (options.split) {
    for (const name of programs) {
      const once = crashPointOf(name, process.env['KAIROS_CRASH_AT']);
      supervisor.start({ name, entry: entry(name), environment: { ...compiled, ...environmentOf(stack, name) }, once, logFile: logFile(name) });
    }
  } else {
    const environments = Object.fromEntries(programs.map((program) => [program, environmentOf(stack, program)]));
    supervisor.start({ name: 'host', entry: entry('host'), environment: { ...compiled, KAIROS_ENVIRONMENTS: JSON.stringify(environments) }, logFile: logFile('host') });
  }
  await untilReady(stack, supervisor, (program) => (options.split ? program : 'host'));
}

/** Brings up servers, schemas, streams and services, in this order, and says where to go. */
export async function startStack(start: Start): Promise<void> {
  const { options, home, progress, closers } = start;
  await demandFree(portsOf(options.port));
  closers.add(async () => forgetRunning(home.run));
  remember(start, {});
  const secret = loadSecrets(home.root, secretNames());
  ensureSigningKey(home.keys);
  const databaseUrl = await progress.step('Postgres', () => postgres(start, secret));
  const natsUrl = await progress.step('NATS', (note) => nats(start, secret, note));
  const stack: Stack = { gatewayPort: options.port, databaseUrl, natsUrl, keys: home.keys, files: home.files, secret };
  const urlOf = (program: 'assets' | 'identity' | 'workflows'): string => `http://127.0.0.1:${portOf(program, options.port)}`;
  writeOperatorFile(home.root, stack);
  await progress.step('database roles and schemas', () => provision(stack));
  await progress.step('migrations', () => migrate(stack));
  await progress.step('streams', () => ensureStreams(natsUrl, secret));
  const founded = await progress.step('first tenant', () => foundFirstTenant(stack));
  await progress.step(options.split ? 'services, one process each' : 'services and gateway', () => services(start, stack));
  if (options.demo) await progress.step('demonstration portfolio', async (note) => note(await loadDemo(stack, { identity: urlOf('identity'), assets: urlOf('assets'), workflows: urlOf('workflows') })));
  progress.line(welcome(founded));
  progress.line(`Kairos runs at http://localhost:${options.port} after ${progress.total()}; Ctrl-C stops it, data stays in ${home.root}`);
}
