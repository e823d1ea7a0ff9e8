import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Operator } from '../operator.ts';
import type { FilePart } from './manifest.ts';
import { Measuring } from './measured.ts';
import type { TarEntry } from './tar.ts';

/** Secrets, signing keys, stored source files and documents, wherever this installation keeps them. */
export async function* dumpFiles({ home, keys, ...stores }: Pick<Operator, 'home' | 'keys' | 'files' | 'documents'>, parts: FilePart[]): AsyncGenerator<TarEntry> {
  if (home && existsSync(join(home, 'secrets.json'))) yield* dumpFile(join(home, 'secrets.json'), 'secrets.json', parts);
  if (keys) for (const name of (await readdir(keys)).sort()) yield* dumpFile(join(keys, name), `keys/${name}`, parts);
  for (const name of ['files', 'documents'] as const) {
    const folder = stores[name];
    if (folder) for await (const file of storedIn(folder)) yield* dumpFile(file, `${name}/${relative(folder, file).split(sep).join('/')}`, parts);
  }
}

async function* dumpFile(file: string, path: string, parts: FilePart[]): AsyncGenerator<TarEntry> {
  const { size } = await stat(file);
  const measuring = new Measuring();
  yield { name: path, size, content: measuring.pass(createReadStream(file)) };
  parts.push({ path, ...measuring.result() });
}

/** Not what is still arriving: no row speaks of it. */
async function* storedIn(folder: string): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'incoming') yield* storedIn(path);
    else if (entry.isFile()) yield path;
  }
}
