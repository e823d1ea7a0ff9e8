import { createHash } from 'node:crypto';
import type { PackedDocument, SubmissionManifest } from '@kairos/contracts';

/** Where a document stands in an archive: a number of its own keeps names apart, whatever a system takes for the same. */
export function packPath(index: number, fileName: string): string {
  return `documents/${String(index + 1).padStart(4, '0')} ${fileName}`;
}

/** The manifest as it stands in the archive, byte for byte, and its SHA-256. */
export function manifestText(manifest: SubmissionManifest): { text: string; sha256: string } {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}

/** `SHA256SUMS`, as `sha256sum -c` reads it. */
export function sumsText(manifestSha256: string, documents: readonly PackedDocument[]): string {
  return [`${manifestSha256}  manifest.json`, ...documents.map(({ sha256, path }) => `${sha256}  ${path}`)].map((line) => `${line}\n`).join('');
}
