import { z } from 'zod';
import { LocalText } from './local-text.ts';
import { DocumentCategory } from './obligation.ts';
import { TemplateCode } from './workflow-kinds.ts';

/** Words with variables in braces. What is `optional` is left out when one of its variables has no value; anything else is refused then. */
const Line = z.strictObject({ text: z.string().min(1).max(500), optional: z.boolean().default(false) });
const lines = z.array(Line).min(1).max(20);
const title = z.string().min(1).max(100);

/** A part of a letter. A table of facts of which every row is left out is left out itself. */
export const LetterBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['sender', 'addressee', 'signature']), lines }),
  z.strictObject({ kind: z.enum(['date', 'subject', 'text']), text: z.string().min(1).max(2000) }),
  z.strictObject({ kind: z.literal('facts'), title, rows: z.array(Line.extend({ label: z.string().min(1).max(60) })).min(1).max(40) }),
  z.strictObject({ kind: z.literal('list'), title, items: z.array(z.string().min(1).max(300)).min(1).max(40) }),
]);
export type LetterBlock = z.infer<typeof LetterBlock>;

/** A letter that ships with the product, in Italian: our own layout of our own data, no official form. */
export const LetterTemplate = z.strictObject({
  id: TemplateCode,
  version: z.int().positive(),
  title: LocalText,
  description: LocalText,
  category: DocumentCategory,
  blocks: z.array(LetterBlock).min(1).max(30),
});
export type LetterTemplate = z.infer<typeof LetterTemplate>;
