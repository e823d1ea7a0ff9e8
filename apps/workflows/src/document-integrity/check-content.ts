import { createHash } from 'node:crypto';
import type { DocumentFinding } from '@kairos/contracts';
import type { FileStore, StoredContent } from '@kairos/service-kit/file-store';

export type ContentCheck = { finding: DocumentFinding | null; foundSha256: string | null };

/**
 * Reads a content once more, piece by piece, and holds it against its name. What is longer than it was stored is not read to its end.
 *
 * @throws whatever keeps the store from answering: that is no finding
 */
export async function checkContent(store: FileStore, tenantId: string, { sha256, byteSize }: StoredContent, signal?: AbortSignal): Promise<ContentCheck> {
  const hash = createHash('sha256');
  let seen = 0;
  try {
    for await (const piece of store.read(tenantId, sha256)) {
      signal?.throwIfAborted();
      hash.update(piece);
      seen += piece.byteLength;
      if (seen > byteSize) break;
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return { finding: 'missing', foundSha256: null };
    throw error;
  }
  const found = hash.digest('hex');
  return found === sha256 && seen === byteSize ? { finding: null, foundSha256: null } : { finding: 'changed', foundSha256: found };
}
