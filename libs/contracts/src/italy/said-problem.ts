import { z } from 'zod';

/**
 * A text that is held to a rule which says what is wrong with it.
 *
 * @param canonical how it is written, whichever way it was given
 * @param problemOf what is wrong with a text so written; nothing when it is sound
 */
export function textWithout(problemOf: (text: string) => string | undefined, canonical: (text: string) => string) {
  return z
    .string()
    .max(60)
    .transform(canonical)
    .refine((text) => problemOf(text) === undefined, { error: ({ input }) => problemOf(String(input)) });
}

/** Upper case, without what only separates. */
export function compact(text: string): string {
  return text.toUpperCase().replaceAll(/[\s.\-/]/g, '');
}
