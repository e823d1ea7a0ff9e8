import type { FileStore } from './file-store.port.ts';
import type { FileStoreOptions } from './file-store.options.ts';
import { LocalFileStore } from './local-file-store.ts';
import { S3FileStore } from './s3-file-store.ts';

/** The store that a service's configuration names; Nest prepares and closes it as its provider. */
export function openFileStore(options: FileStoreOptions): FileStore {
  return options.FILE_STORE === 's3' ? new S3FileStore(options) : new LocalFileStore(options);
}
