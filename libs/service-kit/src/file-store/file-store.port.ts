export type StoredContent = { sha256: string; byteSize: number };

/** The bytes are not in the store, or not any more. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing';
  readonly code = 'ENOENT';

  constructor() {
    super('the file is not in the store');
  }
}

/**
 * Keeps the bytes of a tenant's files by their SHA-256, and pieces of files that are still arriving: in a local folder, or
 * in object storage.
 */
export abstract class FileStore {
  /** Stores a stream in full or not at all; storing the same bytes again changes nothing. */
  abstract put(tenantId: string, content: AsyncIterable<Uint8Array>): Promise<StoredContent>;

  abstract has(tenantId: string, sha256: string): Promise<boolean>;

  /** Removes what no row keeps; what is not there is no fault. */
  abstract remove(tenantId: string, sha256: string): Promise<void>;

  /** Reading what is not there raises an error of the code `ENOENT`. */
  abstract read(tenantId: string, sha256: string): AsyncIterable<Uint8Array>;

  /** Keeps a piece of a file that is arriving, in full or not at all. */
  abstract stage(tenantId: string, uploadId: string, piece: string, content: AsyncIterable<Uint8Array>): Promise<void>;

  abstract readStaged(tenantId: string, uploadId: string, piece: string): AsyncIterable<Uint8Array>;

  /** Removes a piece, or all there are of an upload. */
  abstract unstage(tenantId: string, uploadId: string, piece?: string): Promise<void>;
}
