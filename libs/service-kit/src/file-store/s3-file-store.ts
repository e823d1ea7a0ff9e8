import { createHash, randomUUID } from 'node:crypto';
import {
  CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException, type GetObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Readable } from 'node:stream';
import type { OnModuleDestroy } from '@nestjs/common';
import type { FileStoreOptions } from './file-store.options.ts';
import { FileMissing, FileStore, type StoredContent } from './file-store.port.ts';

const mebi = 1024 * 1024;
/** A connection that waits while rows are applied would be cut; each range is read in one go. */
const rangeSize = 8 * mebi;

type BucketOptions = Pick<FileStoreOptions, 'S3_BUCKET' | 'S3_REGION' | 'S3_ENDPOINT' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY' | 'S3_PREFIX'>;

/** `<prefix><tenant>/<first two digits>/<sha256>` in a bucket; an object appears there by a copy, once its name is known. */
export class S3FileStore extends FileStore implements OnModuleDestroy {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(options: BucketOptions) {
    super();
    const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_ENDPOINT: endpoint } = options;
    this.#bucket = options.S3_BUCKET ?? '';
    this.#prefix = options.S3_PREFIX;
    this.#client = new S3Client({
      region: options.S3_REGION,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
    });
  }

  onModuleDestroy(): void {
    this.#client.destroy();
  }

  override async put(tenantId: string, content: AsyncIterable<Uint8Array>): Promise<StoredContent> {
    const temporary = `${this.#prefix}incoming/${randomUUID()}`;
    const hash = createHash('sha256');
    let byteSize = 0;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        hash.update(chunk);
        byteSize += chunk.byteLength;
        yield chunk;
      }
    };
    try {
      await this.#upload(temporary, watched());
      const stored = { sha256: hash.digest('hex'), byteSize };
      await this.#client.send(new CopyObjectCommand({ Bucket: this.#bucket, Key: this.#keyOf(tenantId, stored.sha256), CopySource: encodeURI(`${this.#bucket}/${temporary}`) }));
      return stored;
    } finally {
      await this.#delete(temporary);
    }
  }

  override async has(tenantId: string, sha256: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#keyOf(tenantId, sha256) }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  override remove(tenantId: string, sha256: string): Promise<void> {
    return this.#delete(this.#keyOf(tenantId, sha256));
  }

  override read(tenantId: string, sha256: string): AsyncIterable<Uint8Array> {
    return this.#read(this.#keyOf(tenantId, sha256));
  }

  override stage(tenantId: string, uploadId: string, piece: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    return this.#upload(`${this.#stagedOf(tenantId, uploadId)}${piece}`, content);
  }

  override readStaged(tenantId: string, uploadId: string, piece: string): AsyncIterable<Uint8Array> {
    return this.#read(`${this.#stagedOf(tenantId, uploadId)}${piece}`);
  }

  override async unstage(tenantId: string, uploadId: string, piece?: string): Promise<void> {
    const prefix = this.#stagedOf(tenantId, uploadId);
    if (piece !== undefined) return this.#delete(prefix + piece);
    for (;;) {
      const { Contents = [], IsTruncated } = await this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix }));
      for (const { Key } of Contents) if (Key !== undefined) await this.#delete(Key);
      if (!IsTruncated) return;
    }
  }

  /** In parts of 8 MiB; what fails leaves none of them behind. */
  async #upload(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    let broken: unknown;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* content;
      } catch (error) {
        broken = error;
        throw error;
      }
    };
    const params = { Bucket: this.#bucket, Key: key, Body: Readable.from(watched(), { objectMode: false }) };
    try {
      await new Upload({ client: this.#client, params, partSize: 8 * mebi, queueSize: 2 }).done();
    } catch (error) {
      // What broke first counts, not that a store could not tidy up behind it.
      throw broken ?? error;
    }
  }

  async *#read(key: string): AsyncGenerator<Uint8Array> {
    let total = 1;
    for (let at = 0; at < total; at += rangeSize) {
      const { Body, ContentRange, ContentLength } = await this.#get(key, `bytes=${at}-${at + rangeSize - 1}`);
      if (!Body) throw new FileMissing();
      total = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? ContentLength ?? 0);
      yield await Body.transformToByteArray();
    }
  }

  async #get(key: string, range: string): Promise<GetObjectCommandOutput> {
    try {
      return await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range: range }));
    } catch (error) {
      throw isMissing(error) ? new FileMissing() : error;
    }
  }

  async #delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  #stagedOf(tenantId: string, uploadId: string): string {
    return `${this.#prefix}staged/${tenantId}/${uploadId}/`;
  }

  #keyOf(tenantId: string, sha256: string): string {
    return `${this.#prefix}${tenantId}/${sha256.slice(0, 2)}/${sha256}`;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound' || error.$metadata.httpStatusCode === 404);
}
