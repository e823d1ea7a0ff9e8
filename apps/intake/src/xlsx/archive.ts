import { TextDecoder } from 'node:util';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { FileFault } from '../rows/file.errors.ts';
import { ratioCountsFrom, type WorkbookLimits } from './limits.ts';
import { isOldContainer, oldContainerFault } from './old-container.calc.ts';
import type { SpooledFile } from './spooled-file.ts';
import { workbookFault } from './workbook.errors.ts';

/** The parts of a workbook: a zip archive whose contents are checked before any of it is unpacked. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
    private readonly limits: WorkbookLimits,
  ) {}

  static async open(file: SpooledFile, limits: WorkbookLimits): Promise<Archive> {
    const head = await file.head(1024 * 1024);
    if (isOldContainer(head)) throw oldContainerFault(head);
    const zip = await readable(() => fromFdPromise(file.handle.fd, { autoClose: false }));
    return new Archive(zip, await readable(() => checkedParts(zip, limits)), limits);
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  unpackedSize(name: string): number {
    return this.parts.get(name)?.uncompressedSize ?? 0;
  }

  /** A small part as a whole, or undefined where there is none. */
  async text(name: string): Promise<string | undefined> {
    if (!this.has(name)) return undefined;
    if (this.unpackedSize(name) > this.limits.maxHeldBytes) throw workbookFault('unsafe-workbook', `its part ${name} is larger than any that is held in memory`);
    let text = '';
    for await (const { text: piece } of this.pieces(name)) text += piece;
    return text;
  }

  /** A part piece by piece; `bytes` is how much of it has been unpacked so far. */
  async *pieces(name: string): AsyncGenerator<{ text: string; bytes: number }> {
    const entry = this.parts.get(name);
    if (!entry) throw workbookFault('broken-workbook', `it lacks its part ${name}`);
    const stream = await readable(() => this.zip.openReadStreamPromise(entry));
    const decoder = new TextDecoder('utf-8');
    let bytes = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength;
        yield { text: decoder.decode(chunk, { stream: true }), bytes };
      }
    } catch (error) {
      throw asFault(error);
    }
  }
}

async function checkedParts(zip: ZipFile, limits: WorkbookLimits): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  if (zip.entryCount > limits.maxParts) throw workbookFault('unsafe-workbook', `it has ${zip.entryCount} parts; at most ${limits.maxParts} are read`);
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw workbookFault('encrypted-file', 'it is protected by a password');
    if (parts.has(entry.fileName)) throw workbookFault('unsafe-workbook', `it has two parts of the name ${entry.fileName.slice(0, 100)}`);
    unpacked += entry.uncompressedSize;
    const bomb = entry.uncompressedSize > ratioCountsFrom && entry.uncompressedSize > entry.compressedSize * limits.maxRatio;
    if (bomb) throw workbookFault('unsafe-workbook', `unpacking would make one of its parts more than ${limits.maxRatio} times as large`);
    if (unpacked > limits.maxUnpackedBytes) throw workbookFault('unsafe-workbook', `unpacked it would have more than ${limits.maxUnpackedBytes} bytes`);
    parts.set(entry.fileName, entry);
  }
  return parts;
}

async function readable<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw asFault(error);
  }
}

/** What the archive reader finds wrong is wrong with the file; a name that points outside is no accident. */
function asFault(error: unknown): unknown {
  if (error instanceof FileFault || !(error instanceof Error)) return error;
  if ('code' in error && error.code !== undefined && !String(error.code).startsWith('Z_')) return error;
  const outside = /relative path|absolute path|invalid characters/.test(error.message);
  return workbookFault(outside ? 'unsafe-workbook' : 'broken-workbook', outside ? 'one of its parts has a name that points outside of it' : 'it is damaged or not complete');
}
