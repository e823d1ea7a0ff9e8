import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readTar, writeTar, type TarEntry } from './tar.ts';

const long = `files/${'a'.repeat(36)}/ab/${'b'.repeat(64)}`;
const files: Record<string, Buffer> = { 'manifest.json': Buffer.from('{}'), [long]: Buffer.from([0, 1, 255]), empty: Buffer.alloc(0), block: Buffer.alloc(1024, 7), 'città.txt': Buffer.from('Ω') };

async function* entries(of = files): AsyncGenerator<TarEntry> {
  for (const [name, bytes] of Object.entries(of)) yield { name, size: bytes.byteLength, content: [bytes] };
}
async function archive(): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTar(entries())) chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(bytes: Buffer, pieceSize = 65_536, wanted = (_: string) => true): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for await (const { name, content } of readTar(inPieces(bytes, pieceSize))) {
    if (!wanted(name)) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    found[name] = Buffer.concat(chunks);
  }
  return found;
}

describe('an archive', () => {
  it.each([1, 7, 512, 100_000])('is read as it was written, in pieces of %d bytes', async (size) => {
    expect(await read(await archive(), size)).toEqual(files);
  });

  it('passes over what is not wanted', async () => {
    expect(Object.keys(await read(await archive(), 100, (name) => name === 'block'))).toEqual(['block']);
  });

  it('is one that tar understands', async () => {
    const { stdout, status } = spawnSync('tar', ['-t', '--quoting-style=literal'], { input: await archive(), encoding: 'utf8' });
    expect([status, stdout.trim().split('\n')]).toEqual([0, Object.keys(files)]);
  });

  it('that ends too early, or holds a damaged header, is refused', async () => {
    const whole = await archive();
    await expect(read(whole.subarray(0, whole.length - 600))).rejects.toThrow('not whole');
    await expect(read(Buffer.concat([Buffer.from('X'), whole.subarray(1)]))).rejects.toThrow('no backup of Kairos, or it is damaged');
    await expect(read(Buffer.alloc(0))).rejects.toThrow('not whole');
  });

  it('refuses a file that changes while it is read, and a path too long to name', async () => {
    const write = async (entry: TarEntry) => {
      for await (const _ of writeTar((async function* () { yield entry; })()));
    };
    await expect(write({ name: 'grown', size: 1, content: [Buffer.from('two')] })).rejects.toThrow('changed while it was read');
    await expect(write({ name: 'x'.repeat(101), size: 0, content: [] })).rejects.toThrow('too long');
  });
});
