import { z } from 'zod';
import { DecimalString } from '../primitives.ts';

/** What a field of a record holds, as JSON tells it; long texts are cut. */
export const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
export type FieldValue = z.infer<typeof FieldValue>;

/** One field that a plan would change: what it holds now, and what it would hold. */
export const FieldChange = z.object({ field: z.string(), before: FieldValue, after: FieldValue });
export type FieldChange = z.infer<typeof FieldChange>;

/**
 * What a plan amounts to for one kind of record, such as plants of one type: how many would come and change, and by how much the sum
 * of their measure (`capacityKw`) would grow through new records (`added`) and move through changed ones (`changed`), exactly.
 */
export const ImpactGroup = z.object({
  group: z.string(),
  created: z.int().nonnegative(),
  updated: z.int().nonnegative(),
  measure: z.string(),
  added: DecimalString,
  changed: DecimalString,
});
export type ImpactGroup = z.infer<typeof ImpactGroup>;
