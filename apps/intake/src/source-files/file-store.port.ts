export type StoredContent = { sha256: string; byteSize: number };

/** Keeps the bytes of a tenant's files by their SHA-256: a local folder here, object storage elsewhere. */
export abstract class FileStore {
  /** Stores a stream in full or not at all; storing the same bytes again changes nothing. */
  abstract put(tenantId: string, content: AsyncIterable<Uint8Array>): Promise<StoredContent>;

  abstract has(tenantId: string, sha256: string): Promise<boolean>;

  /** Removes what no source file keeps; what is not there is no fault. */
  abstract remove(tenantId: string, sha256: string): Promise<void>;

  abstract read(tenantId: string, sha256: string): AsyncIterable<Uint8Array>;
}
