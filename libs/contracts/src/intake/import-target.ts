import type { z } from 'zod';
import type { Permission } from '../permissions.ts';
import type { ServiceName } from '../topology.ts';

/** What a service takes rows of. A service declares a target here in contracts, and recipes, jobs and documents know it. */
export type ImportTargetDefinition = {
  service: ServiceName;
  /** The records, in the plural, as a person would call them. */
  title: string;
  /** The shape of one row. Its properties are the fields that a recipe maps to. */
  body: z.ZodObject;
  /** The fields that tell one record from another: a row whose key exists updates its record, it never doubles it. */
  naturalKey: readonly [string, ...string[]];
  /** Where the service takes chunks (`ApplyBatchBody` → `BatchReceipt`), and what whoever imports must be allowed to do there. */
  batches: { path: string; permission: Permission };
  /** Where values are reconciled with the service's own records (`MatchBody` → `MatchResults`). */
  reconciliation: { path: string; permission: Permission };
  /** Whether it applies the chunks of a tenant one after the other in any case: a second one at a time would only wait there. */
  inTurn?: boolean;
  /** Whether what a row means depends on the rows before it: then plans too go chunk after chunk. */
  rowsInOrder?: boolean;
  /**
   * Whether a row tells of a part of the record it names, as a reading does of its meter: a later import that met the same record need
   * not have met the same part, and the target alone knows whether that stands in the way of an undo.
   */
  tellsOfParts?: boolean;
  /** Whether it can undo an import: at `batches.path` + `/undo`, and chunk by chunk at `/undo/chunks`. */
  undoes?: boolean;
  /**
   * Whether rows do what a person has to prove themselves for: whoever starts an import into it, or approves one, must have done so a
   * few minutes before, and programs do neither.
   */
  stepUp?: boolean;
};

/**
 * Declares an import target.
 *
 * @throws Error when the natural key names a field that rows do not have, or may lack
 */
export function defineImportTarget<const T extends ImportTargetDefinition>(target: T): T {
  for (const name of target.naturalKey) {
    const field = target.body.shape[name] as z.ZodType | undefined;
    if (!field || field.safeParse(undefined).success) throw new Error(`the natural key of ${target.title} names ${name}, which a row may lack`);
  }
  return target;
}
