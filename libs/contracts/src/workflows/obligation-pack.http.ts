import { z } from 'zod';
import { ObligationPack, ObligationPackVersion } from './obligation.ts';

/** `current`: the version by which deadlines are opened today; older ones are kept as deadlines were opened by them. */
export const ObligationPackSummary = ObligationPack.pick({ id: true, version: true, jurisdiction: true, title: true }).extend({
  current: z.boolean(),
  obligationCount: z.int().nonnegative(),
});
export type ObligationPackSummary = z.infer<typeof ObligationPackSummary>;
export const ObligationPackList = z.object({ items: z.array(ObligationPackSummary) });
export type ObligationPackList = z.infer<typeof ObligationPackList>;

export const ReadObligationPackQuery = z.strictObject({ version: ObligationPackVersion.optional() });
export type ReadObligationPackQuery = z.infer<typeof ReadObligationPackQuery>;
