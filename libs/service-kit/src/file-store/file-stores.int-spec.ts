import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import S3rver from 's3rver';
import type { FileStore } from './file-store.port.ts';
import { LocalFileStore } from './local-file-store.ts';
import { S3FileStore } from './s3-file-store.ts';

let folder: string;
let bucket: S3rver;
let client: S3Client;
const stores: Record<string, FileStore> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-stores-'));
  bucket = new S3rver({ port: 0, silent: true, directory: join(folder, 's3'), configureBuckets: [{ name: 'kairos', configs: [] }] });
  const { port } = await bucket.run();
  client = new S3Client({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-south-1', forcePathStyle: true, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } });
  const local = new LocalFileStore({ FILES_DIR: join(folder, 'local') });
  await local.onModuleInit();
  stores['a local folder'] = local;
  stores['a bucket'] = new S3FileStore({ S3_BUCKET: 'kairos', S3_REGION: 'eu-south-1', S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER', S3_PREFIX: 'of-a-test/' });
});
afterAll(async () => {
  (stores['a bucket'] as S3FileStore | undefined)?.onModuleDestroy();
  client?.destroy();
  await bucket?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The bytes of a text in pieces, as they come from a socket. */
async function* inPieces(text: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const content = Buffer.from(text);
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const bytesOf = (content: AsyncIterable<Uint8Array>) => buffer(content as AsyncIterable<Buffer>);
const sha256Of = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const large = Buffer.alloc(20 * 1024 * 1024, 'code;kw\nA;1\n');

/** How many files both stores hold, however they are called. */
async function kept(): Promise<number> {
  const entries = await readdir(join(folder, 'local'), { recursive: true, withFileTypes: true });
  const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ Bucket: 'kairos' }));
  return entries.filter((entry) => entry.isFile()).length + KeyCount;
}

describe.each(['a local folder', 'a bucket'])('%s', (name) => {
  const store = () => stores[name] as FileStore;

  it('keeps what it is given by its SHA-256, each tenant for itself, also more than one part of it', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    for (const content of [Buffer.from('code\nA\n'), large]) {
      expect(await store().put(mine, inPieces(content))).toEqual({ sha256: sha256Of(content), byteSize: content.length });
      expect(await store().has(mine, sha256Of(content))).toBe(true);
      expect(await store().has(theirs, sha256Of(content))).toBe(false);
      expect(sha256Of(await bytesOf(store().read(mine, sha256Of(content))))).toBe(sha256Of(content));
    }
    expect(await store().put(mine, inPieces(large))).toEqual({ sha256: sha256Of(large), byteSize: large.length });
  });

  it('tells what is not there, and removes what is', async () => {
    const tenant = randomUUID();
    const { sha256 } = await store().put(tenant, inPieces('code\nB\n'));
    await store().remove(tenant, sha256);
    await store().remove(tenant, sha256);
    await expect(bytesOf(store().read(tenant, sha256))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(bytesOf(store().readStaged(tenant, 'none', '0'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('keeps nothing of a stream that breaks, at its beginning or behind its first part', async () => {
    const before = await kept();
    const breaking = async function* (content: Buffer): AsyncGenerator<Uint8Array> {
      yield* inPieces(content);
      throw new Error('the line is dead');
    };
    for (const content of [Buffer.from('code\nC\n'), large]) await expect(store().put(randomUUID(), breaking(content))).rejects.toThrow('the line is dead');
    await expect(store().stage(randomUUID(), 'upload', '0', breaking(large))).rejects.toThrow('the line is dead');
    expect(await kept()).toBe(before);
  });

  it('keeps pieces of what is arriving until they are taken away, one or all', async () => {
    const [before, tenant] = [await kept(), randomUUID()];
    for (const piece of ['0-a', '5-b', '9-c']) await store().stage(tenant, 'upload', piece, inPieces(piece));
    await store().stage(tenant, 'upload-2', '0', inPieces('other'));
    expect(String(await bytesOf(store().readStaged(tenant, 'upload', '5-b')))).toBe('5-b');
    await store().unstage(tenant, 'upload', '5-b');
    await expect(bytesOf(store().readStaged(tenant, 'upload', '5-b'))).rejects.toMatchObject({ code: 'ENOENT' });
    await store().unstage(tenant, 'upload');
    expect(String(await bytesOf(store().readStaged(tenant, 'upload-2', '0')))).toBe('other');
    await store().unstage(tenant, 'upload-2');
    expect(await kept()).toBe(before);
  });
});
