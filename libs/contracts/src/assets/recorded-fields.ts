import { z } from 'zod';

/** What a registry card or an authority record holds, by field; what it does not hold is missing. Decimals are text. */
export const RecordedFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type RecordedFields = z.infer<typeof RecordedFields>;
