import { z } from 'zod';

/** The fields a target's body knows, and those it cannot do without. */
export function targetSchemaFields(body: z.ZodObject): { known: Set<string>; required: Set<string> } {
  const names = Object.keys(body.shape);
  return {
    known: new Set(names),
    required: new Set(names.filter((name) => !z.safeParse(body.shape[name] as z.ZodType, undefined).success)),
  };
}
