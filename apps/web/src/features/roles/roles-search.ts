import { z } from 'zod';

export const origins = ['kronos', 'kronic', 'fleet', 'calco2', 'custom'] as const;

/** Which columns and rows of the matrix are shown. */
export const RolesSearch = z.object({
  origin: z.enum(origins).optional().catch(undefined),
  service: z.string().max(50).optional().catch(undefined),
});
export type RolesSearch = z.infer<typeof RolesSearch>;

/** Of whom is asked, and for what. */
export const ExplainSearch = z.object({
  userId: z.uuid().optional().catch(undefined),
  permission: z.string().max(100).optional().catch(undefined),
  plantId: z.uuid().optional().catch(undefined),
});
export type ExplainSearch = z.infer<typeof ExplainSearch>;
