import { z } from 'zod';
import { SourceFileId, UploadSessionId } from '../ids.ts';
import { Instant } from '../primitives.ts';

/** `paused`: not complete, and nothing is coming at the moment. */
export const uploadStates = ['initialized', 'uploading', 'paused', 'completed', 'failed', 'cancelled'] as const;
export const UploadState = z.enum(uploadStates);
export type UploadState = z.infer<typeof UploadState>;

/** An upload that can be resumed by the tus protocol. Once it is completed it names its source file. */
export const UploadSessionView = z.object({
  id: UploadSessionId,
  fileName: z.string(),
  contentType: z.string(),
  state: UploadState,
  receivedBytes: z.int().nonnegative(),
  totalBytes: z.int().positive(),
  sourceFileId: SourceFileId.nullable(),
  recognised: z.boolean().nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type UploadSessionView = z.infer<typeof UploadSessionView>;
