import type { IncomingHttpHeaders } from 'node:http';
import { NotTus, TusVersionUnknown } from './upload.errors.ts';

export { NotTus };

export const tusVersion = '1.0.0';
const tusExtensions = 'creation,expiration,checksum,termination';
const checksumAlgorithms = ['sha1', 'sha256', 'md5'] as const;
export const offsetMediaType = 'application/offset+octet-stream';

export type Checksum = { algorithm: (typeof checksumAlgorithms)[number]; digest: string };
export type Creation = { totalBytes: number; fileName: string | undefined; contentType: string };

/** What a service says of itself to whoever asks. */
export const capabilities = { 'tus-resumable': tusVersion, 'tus-version': tusVersion, 'tus-extension': tusExtensions, 'tus-checksum-algorithm': checksumAlgorithms.join(',') };

/** @throws TusVersionUnknown unless the request says that it speaks the version of the protocol that is spoken here */
export function demandTus(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] !== tusVersion) throw new TusVersionUnknown(tusVersion);
}

/** What a request that begins an upload says of its file. */
export function creationOf(headers: IncomingHttpHeaders): Creation {
  if (headers['upload-defer-length'] !== undefined) throw new NotTus('Upload-Defer-Length is not taken: an upload says at once how long it is.');
  const totalBytes = wholeNumber(headers, 'upload-length');
  if (totalBytes === 0) throw new NotTus('Upload-Length must be at least 1: an empty file holds nothing.');
  const metadata = metadataOf(headers['upload-metadata']);
  return { totalBytes, fileName: metadata.get('filename') ?? metadata.get('name'), contentType: metadata.get('filetype') ?? metadata.get('type') ?? 'application/octet-stream' };
}

export function offsetOf(headers: IncomingHttpHeaders): number {
  return wholeNumber(headers, 'upload-offset');
}

export function checksumOf(header: string | string[] | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const [name, digest = ''] = String(header).split(' ');
  const algorithm = checksumAlgorithms.find((known) => known === name);
  if (!algorithm || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(digest)) throw new NotTus(`Upload-Checksum must be one of ${checksumAlgorithms.join(', ')} and a digest in Base64.`);
  return { algorithm, digest };
}

function wholeNumber(headers: IncomingHttpHeaders, name: string): number {
  const value = String(headers[name] ?? '');
  if (!/^\d{1,15}$/.test(value)) throw new NotTus(`${name} must be a whole number of bytes.`);
  return Number(value);
}

/** Pairs of a key and a value in Base64, by comma. */
function metadataOf(header: string | string[] | undefined): Map<string, string> {
  const text = String(header ?? '');
  if (text.length > 4096) throw new NotTus('Upload-Metadata is too long.');
  const pairs = text.split(',').map((pair) => pair.trim().split(' '));
  return new Map(pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}
