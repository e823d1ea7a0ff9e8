import { z } from 'zod';

/** One text in the languages of the product. */
export const LocalText = z.strictObject({ en: z.string().min(1).max(500), it: z.string().min(1).max(500) });
export type LocalText = z.infer<typeof LocalText>;
