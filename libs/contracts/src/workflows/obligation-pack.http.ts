import { z } from 'zod';
import { ObligationPack } from './obligation.ts';

export const ObligationPackSummary = ObligationPack.pick({ id: true, version: true, jurisdiction: true, title: true }).extend({
  obligationCount: z.int().nonnegative(),
});
export type ObligationPackSummary = z.infer<typeof ObligationPackSummary>;
export const ObligationPackList = z.object({ items: z.array(ObligationPackSummary) });
export type ObligationPackList = z.infer<typeof ObligationPackList>;
