import { z } from 'zod';
import { DocumentId, DocumentVersionId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { DocumentFinding } from './document.ts';

/** Whether the bytes of a version are what was stored, as they were read just now. */
export const VersionVerification = z.object({
  documentId: DocumentId,
  documentVersionId: DocumentVersionId,
  sha256: z.string(),
  /** Null when they are. */
  finding: DocumentFinding.nullable(),
  /** What they are instead. */
  foundSha256: z.string().nullable(),
  checkedAt: Instant,
});
export type VersionVerification = z.infer<typeof VersionVerification>;

/** What is wrong with the bytes of a version, since when. */
export const DamagedVersion = z.object({
  documentId: DocumentId,
  documentVersionId: DocumentVersionId,
  name: z.string(),
  versionNumber: z.int().positive(),
  sha256: z.string(),
  finding: DocumentFinding,
  foundSha256: z.string().nullable(),
  foundAt: Instant,
});
export type DamagedVersion = z.infer<typeof DamagedVersion>;

/** How far the nightly reading is. `damaged` lists the first hundred. */
export const DocumentIntegrityView = z.object({
  contents: z.int().nonnegative(),
  neverChecked: z.int().nonnegative(),
  /** Those that could not be read when they were tried last; they are tried again after the others. */
  unreadable: z.int().nonnegative(),
  oldestCheckAt: Instant.nullable(),
  damaged: z.array(DamagedVersion),
});
export type DocumentIntegrityView = z.infer<typeof DocumentIntegrityView>;
