import { z } from 'zod';
import { ImportJobId } from '../ids.ts';

/** Asks a target to undo an import, or with `dryRun` whether it could: it looks at every record of it before it changes any. */
export const UndoBatchesBody = z.strictObject({ importJobId: ImportJobId, dryRun: z.boolean().default(false) });
export type UndoBatchesBody = z.infer<typeof UndoBatchesBody>;

/** A record that stands in the way of an undo, and why. */
export const UndoObstacle = z.object({
  recordId: z.uuid(),
  name: z.string().nullable(),
  code: z.enum(['changed-since', 'deleted-since', 'being-undone', 'outside-row-scope', 'used-by-later-import', 'in-use', 'change-needs-approval']),
  detail: z.string(),
});
export type UndoObstacle = z.infer<typeof UndoObstacle>;

/** As many obstacles as an answer names. */
export const mostObstacles = 100;

/** `opened`: the target holds all records of the import for the undo. Where something stands in the way, nothing is held or changed. */
export const UndoAnswer = z.object({
  importJobId: ImportJobId,
  opened: z.boolean(),
  records: z.int().nonnegative(),
  obstacles: z.array(UndoObstacle).max(mostObstacles),
  obstacleCount: z.int().nonnegative(),
});
export type UndoAnswer = z.infer<typeof UndoAnswer>;

/** One chunk of an undo that was opened: 500 records by their place. */
export const UndoChunkBody = z.strictObject({ importJobId: ImportJobId, chunkIndex: z.int32().nonnegative() });
export type UndoChunkBody = z.infer<typeof UndoChunkBody>;
export const undoChunkSize = 500;

/** What became of the records of the chunk, whenever it is asked; `left` counts those of the whole undo that are still to be done. */
export const UndoChunkReceipt = z.object({ importJobId: ImportJobId, chunkIndex: z.int(), removed: z.int().nonnegative(), restored: z.int().nonnegative(), left: z.int().nonnegative() });
export type UndoChunkReceipt = z.infer<typeof UndoChunkReceipt>;
