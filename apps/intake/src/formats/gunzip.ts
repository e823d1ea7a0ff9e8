import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileFault } from '../rows/file.errors.ts';

export type GunzipLimits = { maxBytes: number; maxRatio: number; ratioCountsFrom: number };

const mebi = 1024 * 1024;
/** Larger than this, or so many times as large as it was, unpacked text is no table but a bomb. */
export const gunzipLimits: GunzipLimits = { maxBytes: 16 * 1024 * mebi, maxRatio: 250, ratioCountsFrom: 16 * mebi };

const fault = (code: 'broken-gzip' | 'unsafe-gzip', detail: string) => new FileFault({ code, line: 1, column: 1, detail });

/** Unpacks gzip as it streams by. What is damaged, cut off or grows beyond all measure raises `FileFault`. */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>, limits = gunzipLimits): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  let broken: unknown;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of bytes) {
        packed += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      broken = error;
      throw error;
    }
  };
  const stream = pipeline(Readable.from(counted(), { objectMode: false }), createGunzip(), () => undefined);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      unpacked += chunk.byteLength;
      if (unpacked > limits.maxBytes) throw fault('unsafe-gzip', `unpacked it has more than ${limits.maxBytes} bytes`);
      if (unpacked > limits.ratioCountsFrom && unpacked > packed * limits.maxRatio) throw fault('unsafe-gzip', `unpacking makes it more than ${limits.maxRatio} times as large`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FileFault || broken !== undefined) throw broken ?? error;
    throw fault('broken-gzip', 'it is damaged or not complete');
  }
}
