import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { SourceFileId, UserId } from '../ids.ts';

export const SourceFileState = z.object({
  sourceFileId: SourceFileId,
  fileName: z.string(),
  byteSize: z.int().nonnegative(),
  sha256: z.string(),
  uploadedByUserId: UserId,
});
export type SourceFileState = z.infer<typeof SourceFileState>;

export const SourceFileStored = defineEvent({
  type: 'intake.source-file.stored',
  version: 1,
  summary: 'A file arrived in full and is kept by its content.',
  visibility: { permission: 'intake.source-file.read', ownerField: 'uploadedByUserId' },
  data: SourceFileState,
});

export const SourceFileRemoved = defineEvent({
  type: 'intake.source-file.removed',
  version: 1,
  summary: 'A file that no import reads was removed, because its time was over.',
  visibility: { permission: 'intake.source-file.read', ownerField: 'uploadedByUserId' },
  data: SourceFileState,
});

export const SourceFileSnapshot = defineEvent({
  type: 'intake.source-file.snapshot',
  version: 1,
  summary: 'A stored file, re-emitted to rebuild projections.',
  data: SourceFileState,
});
