import { z } from 'zod';
import { ImportJobId } from '../ids.ts';
import { FieldChange, ImpactGroup } from './import-plan.ts';

/** As many rows as one chunk holds. */
export const mostBatchRows = 2000;

/** One chunk of an import: rows in file order, each with the number it carries in its source file. */
export const ApplyBatchBody = z.strictObject({
  importJobId: ImportJobId,
  chunkIndex: z.int32().nonnegative(),
  dryRun: z.boolean().default(false),
  /** Nothing is applied: a chunk that was is answered with its receipt, as always, and one that was not with a 404 of the code `chunk-not-found`. */
  receiptOnly: z.boolean().optional(),
  /** None where the receipt alone is asked for. */
  rows: z.array(z.object({ rowNumber: z.int().positive(), values: z.record(z.string(), z.unknown()) })).max(mostBatchRows),
}).refine(({ rows, receiptOnly }) => rows.length > 0 || receiptOnly, { path: ['rows'], message: 'must have at least one row' });
export type ApplyBatchBody = z.infer<typeof ApplyBatchBody>;

export const BatchRowResult = z.object({
  rowNumber: z.int().positive(),
  outcome: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  recordId: z.uuid().nullable(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), value: z.string().nullable(), detail: z.string() })),
  /** Of a dry run alone: each field that an update would change, with what it holds and would hold. */
  changes: z.array(FieldChange).optional(),
  /** Of an update that was applied: the fields that changed. */
  changedFields: z.array(z.string()).optional(),
});
export type BatchRowResult = z.infer<typeof BatchRowResult>;

/** The code of the problem with which a target says that it did not apply a chunk whose receipt was asked for. */
export const chunkNotFound = 'chunk-not-found';

/** What a target answers to a chunk, the first time and whenever the chunk is sent again; to a dry run also what it would amount to. */
export const BatchReceipt = z.object({ importJobId: ImportJobId, chunkIndex: z.int(), results: z.array(BatchRowResult), resultsSha256: z.string(), impact: z.array(ImpactGroup).optional() });
export type BatchReceipt = z.infer<typeof BatchReceipt>;
