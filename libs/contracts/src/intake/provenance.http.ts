import { z } from 'zod';
import { ImportJobId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { ImportTarget } from './import-targets.ts';
import { RecipeName } from './recipe.ts';

/** Whose fields are asked about. */
export const ProvenanceQuery = z.strictObject({ recordId: z.uuid() });
export type ProvenanceQuery = z.infer<typeof ProvenanceQuery>;

/** Where the value of one field came from: the import, row, column and recipe that wrote it last. `column` is null for a default or a derived value. */
export const FieldProvenance = z.object({
  field: z.string(),
  target: ImportTarget,
  importJobId: ImportJobId,
  row: z.int().positive(),
  line: z.int().positive(),
  column: z.string().nullable(),
  recipe: z.object({ name: RecipeName, version: z.int().positive() }),
  sourceFileName: z.string(),
  importedByUserId: UserId,
  importedAt: Instant,
});
export type FieldProvenance = z.infer<typeof FieldProvenance>;

/**
 * What imports wrote into a record, field by field, the last of each. Fields that no import wrote are not named; what was changed by hand
 * since is not known here: a field may hold another value by now.
 */
export const ProvenanceView = z.object({ recordId: z.uuid(), fields: z.array(FieldProvenance) });
export type ProvenanceView = z.infer<typeof ProvenanceView>;
