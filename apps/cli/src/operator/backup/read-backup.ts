import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError } from '../../cli.errors.ts';
import { formatVersion, Manifest, manifestName, tableOfEntry } from './manifest.ts';
import { Measuring, type Measure } from './measured.ts';
import { readTar, type TarEntry } from './tar.ts';

const maxManifestBytes = 64 * 1024 * 1024;

/** The entries of a backup in their order. */
export function entriesIn(file: string): AsyncGenerator<TarEntry> {
  const gunzip = createGunzip();
  // The reader sees the error through the iteration; the callback only keeps it from ending the process.
  pipeline(createReadStream(file), gunzip, () => undefined);
  return readTar(gunzip);
}

/** Reads a backup whole and compares each part with its digest, before anything is restored. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const parts = new Map<string, Measuring>();
  let text: Buffer | undefined;
  try {
    for await (const entry of entriesIn(file)) {
      if (text) throw new CliError('The backup goes on after its manifest: it is damaged.');
      if (entry.name === manifestName) text = await manifestText(entry);
      else for await (const chunk of entry.content) partOf(parts, entry.name).take(chunk);
    }
  } catch (error) {
    throw error instanceof CliError ? error : new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!text) throw new CliError('The backup has no manifest: it is not whole.');
  const manifest = parse(text);
  compare(manifest, parts);
  return manifest;
}

async function manifestText({ size, content }: TarEntry): Promise<Buffer> {
  if (size > maxManifestBytes) throw new CliError('The manifest is too large: this is no backup of Kairos.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse(text: Buffer): Manifest {
  const raw: unknown = JSON.parse(text.toString('utf8'));
  const version = (raw as { formatVersion?: unknown }).formatVersion;
  if (typeof version === 'number' && version > formatVersion) throw new CliError(`The backup has format ${version}; this version reads up to ${formatVersion}. Restore it with the version that wrote it, or a newer one.`);
  const parsed = Manifest.safeParse(raw);
  if (!parsed.success) throw new CliError(`The manifest of the backup is damaged: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
  return parsed.data;
}

const keyOf = (service: string, table: string) => `database/${service}/${table}`;

function partOf(parts: Map<string, Measuring>, name: string): Measuring {
  const table = tableOfEntry(name);
  const key = table ? keyOf(table.service, table.table) : name;
  const part = parts.get(key) ?? new Measuring();
  parts.set(key, part);
  return part;
}

function compare({ services, files }: Manifest, parts: Map<string, Measuring>): void {
  const promised = new Map<string, Measure>(files.map(({ path, ...measure }) => [path, measure]));
  for (const { name, tables } of services) for (const table of tables) promised.set(keyOf(name, table.name), table);
  const found = new Map([...parts].map(([key, part]) => [key, part.result()]));
  for (const key of found.keys()) if (!promised.has(key)) throw new CliError(`The backup holds ${key}, which its manifest does not name.`);
  for (const [key, { bytes, sha256 }] of promised) {
    const part = found.get(key) ?? new Measuring().result();
    if (part.bytes !== bytes || part.sha256 !== sha256) throw new CliError(`${key} is not what was backed up: the file is damaged. Nothing was restored.`);
  }
}
