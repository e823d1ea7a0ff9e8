import { z } from 'zod';
import { columnTypes } from './source-file.http.ts';
import { DriftAction } from './recipe-steps.ts';

const confidence = z.number().min(0).max(1);

/** How the columns of a file differ from those that a recipe was made for, and what the recipe says to do about each. */
export const DriftReport = z.object({
  /** Nothing differs. */
  fits: z.boolean(),
  /** The recipe refuses the file. */
  stops: z.boolean(),
  missing: z.array(
    z.object({
      column: z.string(),
      /** The fields and steps that need it. */
      usedBy: z.array(z.string()),
      action: DriftAction,
      /** A column that may be the same under another name. It is never taken unless the recipe names it. */
      renamedTo: z.object({ column: z.string(), confidence, reason: z.string() }).nullable(),
    }),
  ),
  retyped: z.array(z.object({ column: z.string(), usedBy: z.string(), expected: z.string(), found: z.enum(columnTypes), confidence, action: DriftAction })),
  /** Columns beyond those the recipe was made for; none where it does not say which those are. */
  added: z.array(z.string()),
});
export type DriftReport = z.infer<typeof DriftReport>;
