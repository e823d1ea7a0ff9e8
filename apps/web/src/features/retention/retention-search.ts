import { z } from 'zod';

/** The disposal list that is open. */
export const RetentionSearch = z.object({ list: z.uuid().optional().catch(undefined) });
export type RetentionSearch = z.infer<typeof RetentionSearch>;
