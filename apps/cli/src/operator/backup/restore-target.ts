import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { z } from 'zod';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { provisionService } from '@kairos/service-kit';
import { CliError } from '../../cli.errors.ts';
import type { Environment } from '../../config.ts';
import { restoreScript } from '../installation.ts';
import { asRole } from '../operator.ts';
import { databaseAt, reach } from '../reach.ts';

/** A database that is made for a restore: kept when it succeeds, gone when it does not. */
export type RestoreTarget = { databaseUrl: string; ownerUrls: Record<ServiceName, string>; keep(): Promise<void>; discard(): Promise<void> };

/** All there is of Kairos. A backup holds no background jobs: they come again by the clock. */
const schemas = serviceNames.flatMap((service) => [service, `${service}_jobs`]);
const Started = z.object({ databaseUrl: z.url(), ownerUrls: z.record(z.enum(serviceNames), z.url()) });

/** A Postgres of the folder's own, run by a process that deletes everything unless it is told to keep it. */
export async function embeddedTarget(home: string, environment: Environment): Promise<RestoreTarget> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', restoreScript, '--home', home], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new CliError(`The database of ${home} could not be started:\n${complaint.trim()}`);
  const end = async (word: string) => {
    child.stdin.end(word);
    const [code] = await exited;
    if (code !== 0) throw new CliError(`The database of ${home} did not stop as it should:\n${complaint.trim()}`);
  };
  return { ...Started.parse(JSON.parse(first.value)), keep: () => end('keep\n'), discard: () => end('') };
}

/** A database given by its address, with nothing of Kairos in it. @param passwordOf of a database role */
export async function givenTarget(databaseUrl: string, passwordOf: (role: string) => string): Promise<RestoreTarget> {
  const passwords = serviceNames.map((service) => {
    const of = (kind: string) => passwordOf(`${service}_${kind}`);
    return [service, { owner: of('owner'), app: of('app'), relay: of('relay'), reader: of('reader'), jobs: of('jobs') }] as const;
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  await reach(databaseAt(databaseUrl), client.connect());
  try {
    const { rows } = await client.query<{ name: string }>('select nspname as name from pg_namespace where nspname = any($1)', [schemas]);
    if (rows.length > 0) throw new CliError(`The database is not empty: it has ${rows.map(({ name }) => name).join(', ')}. Nothing was restored.`);
  } finally {
    await client.end();
  }
  for (const [service, roles] of passwords) await provisionService(databaseUrl, service, roles);
  const ownerUrls = Object.fromEntries(passwords.map(([service, { owner }]) => [service, asRole(databaseUrl, `${service}_owner`, owner)])) as RestoreTarget['ownerUrls'];
  return { databaseUrl, ownerUrls, keep: async () => undefined, discard: () => dropSchemas(databaseUrl) };
}

/** Of a restore that failed: they were not there before it. */
async function dropSchemas(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`drop schema if exists ${schemas.join(', ')} cascade`).finally(() => client.end());
}
