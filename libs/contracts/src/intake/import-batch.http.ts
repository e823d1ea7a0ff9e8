import { z } from 'zod';
import { ImportJobId } from '../ids.ts';

/** One chunk of an import: rows in file order, each with the number it carries in its source file. */
export const ApplyBatchBody = z.strictObject({
  importJobId: ImportJobId,
  chunkIndex: z.int32().nonnegative(),
  dryRun: z.boolean().default(false),
  rows: z.array(z.object({ rowNumber: z.int().positive(), values: z.record(z.string(), z.unknown()) })).min(1).max(500),
});
export type ApplyBatchBody = z.infer<typeof ApplyBatchBody>;

export const BatchRowResult = z.object({
  rowNumber: z.int().positive(),
  outcome: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  recordId: z.uuid().nullable(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), value: z.string().nullable(), detail: z.string() })),
});
export type BatchRowResult = z.infer<typeof BatchRowResult>;

/** What a target answers to a chunk, the first time and whenever the chunk is sent again. */
export const BatchReceipt = z.object({ importJobId: ImportJobId, chunkIndex: z.int(), results: z.array(BatchRowResult), resultsSha256: z.string() });
export type BatchReceipt = z.infer<typeof BatchReceipt>;
