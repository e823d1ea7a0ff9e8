import { z } from 'zod';

/** What a plan counts: people and plants by number, documents and files of imports by their bytes. */
export const usageKinds = ['users', 'plants', 'documents', 'source-files'] as const;

/** How much of its plan a tenant uses in one service; `most` is null where the plan has no limit. Both are bytes for what is stored. */
export const UsageView = z.object({ items: z.array(z.object({ of: z.enum(usageKinds), used: z.int().nonnegative(), most: z.int().nonnegative().nullable() })) });
export type UsageView = z.infer<typeof UsageView>;
