export { takeTurnAtContent } from './content-turn.ts';
export { bucketIsNamed, fileStoreVariables, type FileStoreOptions } from './file-store.options.ts';
export { FileMissing, FileStore, type StoredContent } from './file-store.port.ts';
export { LocalFileStore } from './local-file-store.ts';
export { openFileStore } from './open-file-store.ts';
export { S3FileStore } from './s3-file-store.ts';
export { bodyOf, streamBodies } from './stream-bodies.ts';
