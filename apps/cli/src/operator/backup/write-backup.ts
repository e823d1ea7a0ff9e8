import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { serviceNames } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { productVersion } from '../installation.ts';
import type { Operator } from '../operator.ts';
import { databaseAt, reach } from '../reach.ts';
import { dumpFiles } from './dump-files.ts';
import { dumpService, exactText } from './dump-service.ts';
import { formatVersion, manifestName, type Manifest } from './manifest.ts';
import { writeTar, type TarEntry } from './tar.ts';

type Source = Pick<Operator, 'databaseUrl' | 'home' | 'keys' | 'files'>;

/** Writes database, keys, secrets and stored files into one file that only its owner may read. It appears when it is whole. */
export async function writeBackup(source: Source, file: string): Promise<Manifest> {
  const target = resolve(file);
  if (existsSync(target)) throw new CliError(`${target} exists already.`);
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.partial`;
  const manifest: Manifest = { formatVersion, productVersion, createdAt: new Date().toISOString(), services: [], files: [] };
  const client = new pg.Client({ connectionString: source.databaseUrl, application_name: 'kairos-backup' });
  client.on('error', () => undefined);
  await reach(databaseAt(source.databaseUrl), client.connect());
  try {
    await client.query(exactText);
    await client.query('begin isolation level repeatable read read only');
    await pipeline(Readable.from(writeTar(entriesOf(client, source, manifest))), createGzip(), createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(draft, target);
    return manifest;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Files after rows: whatever a row speaks of was stored before it. */
async function* entriesOf(client: pg.Client, source: Source, manifest: Manifest): AsyncGenerator<TarEntry> {
  for (const service of serviceNames) yield* dumpService(client, service, manifest.services);
  yield* dumpFiles(source, manifest.files);
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  yield { name: manifestName, size: text.byteLength, content: [text] };
}
