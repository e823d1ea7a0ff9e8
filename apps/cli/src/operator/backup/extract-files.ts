import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from './manifest.ts';
import { entriesIn } from './read-backup.ts';

/** Puts secrets, keys and stored files where a stack has them, for their owner alone. Only what the manifest names is written. */
export async function extractFiles(file: string, { files }: Manifest, home: string): Promise<void> {
  const named = new Set(files.map(({ path }) => path));
  for await (const { name, content } of entriesIn(file)) {
    if (!named.has(name)) continue;
    const path = join(home, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(content), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  }
}
