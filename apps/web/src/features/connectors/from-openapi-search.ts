import { z } from 'zod';

/** What narrows the operations of a document, and the connector that is given them; a new one unless it is said. */
export const FromOpenApiSearch = z.object({
  connector: z.uuid().optional().catch(undefined),
  text: z.string().trim().min(1).max(100).optional().catch(undefined),
  show: z.literal('all').optional().catch(undefined),
});
export type FromOpenApiSearch = z.infer<typeof FromOpenApiSearch>;
