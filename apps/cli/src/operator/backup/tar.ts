import { CliError } from '../../cli.errors.ts';

const block = 512;

/** An ordinary file of an archive. `content` yields exactly `size` bytes. */
export type TarEntry = { name: string; size: number; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

/** Writes files as a POSIX ustar archive, as they come. */
export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of entries) {
    yield headerOf(name, size);
    let written = 0;
    for await (const chunk of content) {
      written += chunk.byteLength;
      yield chunk;
    }
    if (written !== size) throw new CliError(`${name} changed while it was read: ${written} bytes, not ${size}.`);
    yield Buffer.alloc(paddingOf(size));
  }
  yield Buffer.alloc(2 * block);
}

/** Reads an archive that `writeTar` wrote. Content that is not wanted is passed over. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source);
  for (;;) {
    const header = await reader.exactly(block);
    if (header.every((byte) => byte === 0)) return reader.drain();
    const { name, size } = parseHeader(header);
    let left = size;
    const content = (async function* () {
      while (left > 0) {
        const chunk = await reader.atMost(left);
        left -= chunk.byteLength;
        yield chunk;
      }
    })();
    yield { name, size, content };
    while (left > 0) left -= (await reader.atMost(left)).byteLength;
    await reader.exactly(paddingOf(size));
  }
}

function paddingOf(size: number): number {
  return (block - (size % block)) % block;
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  const { prefix, name } = splitName(path);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0'.repeat(2), 108);
  header.write(`${size.toString(8).padStart(11, '0')} `, 124);
  header.write(`${Math.floor(Date.now() / 1000).toString(8).padStart(11, '0')} `, 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A long path goes in two fields, of 155 and 100 bytes, cut at a slash. */
function splitName(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  const cut = path.lastIndexOf('/');
  const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
  if (cut < 1 || Buffer.byteLength(prefix) > 155 || Buffer.byteLength(name) > 100) throw new CliError(`The path ${path} is too long for an archive.`);
  return { prefix, name };
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, to: number) => header.subarray(from, to).toString('utf8').replace(/\0.*$/s, '');
  const [size, checksum] = [Number.parseInt(text(124, 136), 8), Number.parseInt(text(148, 156), 8)];
  if (text(257, 263) !== 'ustar' || checksum !== checksumOf(header) || Number.isNaN(size)) throw new CliError('This is no backup of Kairos, or it is damaged.');
  const prefix = text(345, 500);
  return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), size };
}

class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0; ) {
      const part = await this.atMost(left);
      parts.push(part);
      left -= part.byteLength;
    }
    return Buffer.concat(parts);
  }

  /** At least one byte. */
  async atMost(size: number): Promise<Buffer> {
    while (this.held.byteLength === 0) {
      const next = await this.chunks.next();
      if (next.done) throw new CliError('The backup ends too early: it is not whole.');
      this.held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    const taken = this.held.subarray(0, size);
    this.held = this.held.subarray(taken.byteLength);
    return taken;
  }

  /** To the end of the source, so that its own check of wholeness runs. */
  async drain(): Promise<void> {
    while (!(await this.chunks.next()).done);
  }
}
