/** Runs a whole stack from nothing: servers, schemas, streams and services, until Ctrl-C. */
import { createInterface } from 'node:readline/promises';
import { build } from './build.ts';
import { postgresAccount } from './stack/account.ts';
import { Closers } from './stack/closers.ts';
import { openHome, wipeHome } from './stack/home.ts';
import type { Home } from './stack/home.ts';
import { stopNatsIn } from './stack/nats.ts';
import { parseOptions } from './stack/options.ts';
import type { Options } from './stack/options.ts';
import { stopPostgresOn } from './stack/postgres.ts';
import { Progress } from './stack/progress.ts';
import { takeOver } from './stack/running.ts';

async function confirmWipe(home: Home, { yes }: Options): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new Error('--fresh deletes all stored data: add --yes to confirm where nobody can be asked');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete all data in ${home.root}? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** The stack's folder, taken over from a start that was killed, and emptied when asked. */
async function prepareHome(options: Options): Promise<Home> {
  const account = postgresAccount();
  const home = openHome(options.home, account);
  await takeOver(home.run);
  if (!options.fresh) return home;
  if (process.env['DATABASE_URL']) throw new Error('--fresh never wipes a database given by DATABASE_URL; drop its schemas yourself');
  if (!(await confirmWipe(home, options))) throw new Error('nothing was deleted');
  await stopPostgresOn(home.postgresData);
  await stopNatsIn(home.nats);
  wipeHome(home);
  return openHome(options.home, account);
}

/** Ends everything and then this process, whether Ctrl-C, a signal or the end of the parent asks for it. */
function stopOnSignal(closers: Closers): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('\nstopping');
    void closers.close().then(() => process.exit(0));
  };
  // Listening on: the same wish often arrives twice, and the second signal must not end this process half-way.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.once('disconnect', stop);
}

export async function up(args: string[]): Promise<void> {
  const closers = new Closers();
  try {
    const options = parseOptions(args);
    const progress = new Progress();
    stopOnSignal(closers);
    await progress.step('build', () => build());
    const home = await prepareHome(options);
    const { startStack } = await import('./stack/start.ts');
    await startStack({ options, home, progress, closers });
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await closers.close();
    process.exit(1);
  }
}
