import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackedDocument } from '@kairos/contracts';
import type { FileStore } from '@kairos/service-kit/file-store';

export type PackContent = { manifest: string; sums: string; documents: readonly PackedDocument[]; madeAt: Date };

/**
 * The archive as a stream: one document is open at a time, and none is held in memory. Bytes that are not what was stored break it off, so that
 * nobody takes it for whole.
 */
export function packStream(store: FileStore, tenantId: string, { manifest, sums, documents, madeAt: mtime }: PackContent): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as unknown as Readable;
  const broken = (error: Error) => out.destroy(error);
  let open: Readable | undefined;
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', { mtime });
  zip.addBuffer(Buffer.from(sums), 'SHA256SUMS', { mtime });
  for (const { path, sha256, byteSize } of documents) {
    zip.addReadStreamLazy(path, { compress: false, size: byteSize, mtime }, (take) => {
      open = Readable.from(whole(store.read(tenantId, sha256), sha256), { objectMode: false }).once('error', broken);
      take(undefined, open);
    });
  }
  zip.end();
  (zip as unknown as NodeJS.EventEmitter).on('error', broken);
  return out.once('close', () => open?.destroy());
}

async function* whole(content: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha256) throw new Error(`The bytes of ${sha256} are others by now.`);
}
