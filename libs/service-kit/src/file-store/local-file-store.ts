import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OnModuleInit } from '@nestjs/common';
import type { FileStoreOptions } from './file-store.options.ts';
import { FileStore, type StoredContent } from './file-store.port.ts';

const abandonedAfterMs = 24 * 3600 * 1000;
const readSize = 256 * 1024;

/** `<folder>/<tenant>/<first two digits>/<sha256>`; a file appears there by a rename, whole and on disk. Pieces of what is arriving lie in `<folder>/staged/<tenant>/<upload>`. */
export class LocalFileStore extends FileStore implements OnModuleInit {
  readonly #folder: string;
  readonly #incoming: string;

  constructor({ FILES_DIR }: Pick<FileStoreOptions, 'FILES_DIR'>) {
    super();
    this.#folder = FILES_DIR;
    this.#incoming = join(FILES_DIR, 'incoming');
  }

  async onModuleInit(): Promise<void> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#incoming)) {
      const path = join(this.#incoming, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
    }
  }

  override async put(tenantId: string, content: AsyncIterable<Uint8Array>): Promise<StoredContent> {
    return this.#place(content, ({ sha256 }) => this.#pathOf(tenantId, sha256));
  }

  override async stage(tenantId: string, uploadId: string, piece: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#place(content, () => join(this.#stagedOf(tenantId, uploadId), piece));
  }

  override readStaged(tenantId: string, uploadId: string, piece: string): AsyncIterable<Uint8Array> {
    return createReadStream(join(this.#stagedOf(tenantId, uploadId), piece), { highWaterMark: readSize });
  }

  override async unstage(tenantId: string, uploadId: string, piece = ''): Promise<void> {
    await rm(join(this.#stagedOf(tenantId, uploadId), piece), { force: true, recursive: true });
  }

  override read(tenantId: string, sha256: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#pathOf(tenantId, sha256), { highWaterMark: readSize });
  }

  override async has(tenantId: string, sha256: string): Promise<boolean> {
    return (await stat(this.#pathOf(tenantId, sha256)).catch(() => undefined)) !== undefined;
  }

  override async remove(tenantId: string, sha256: string): Promise<void> {
    await rm(this.#pathOf(tenantId, sha256), { force: true });
  }

  /** Writes a stream to disk, then gives it its place: a file is there as a whole or not at all. */
  async #place(content: AsyncIterable<Uint8Array>, placeOf: (stored: StoredContent) => string): Promise<StoredContent> {
    const temporary = join(this.#incoming, randomUUID());
    try {
      const stored = await write(temporary, content);
      const path = placeOf(stored);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  #stagedOf(tenantId: string, uploadId: string): string {
    return join(this.#folder, 'staged', tenantId, uploadId);
  }

  #pathOf(tenantId: string, sha256: string): string {
    return join(this.#folder, tenantId, sha256.slice(0, 2), sha256);
  }
}

async function write(path: string, content: AsyncIterable<Uint8Array>): Promise<StoredContent> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let byteSize = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      byteSize += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), byteSize };
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
