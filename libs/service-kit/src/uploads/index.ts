export { AppendToUploadHandler } from './append-to-upload.handler.ts';
export { ArrivedUploads, type UploadSessionLike } from './arrived-uploads.port.ts';
export { CancelUploadHandler } from './cancel-upload.handler.ts';
export { ExpireUploads } from './expire-uploads.job.ts';
export { FinishedUploads } from './finished-uploads.ts';
export { takeOffsetBodies } from './take-offset-bodies.ts';
export { capabilities, checksumOf, creationOf, demandTus, type Creation, NotTus, offsetMediaType, offsetOf, tusVersion } from './tus-headers.calc.ts';
export { UploadSessionNotFound } from './upload.errors.ts';
export { isOwnUpload, UploadProgress, type Standing, uploadState } from './upload-progress.repository.ts';
