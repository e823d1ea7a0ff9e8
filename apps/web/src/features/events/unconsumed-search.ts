import { z } from 'zod';

const service = z.enum(['identity', 'assets', 'workflows', 'intake']).optional().catch(undefined);

/** Which dead letters are listed, and the one that is open beside them. */
export const UnconsumedSearch = z.object({ state: z.enum(['replayed', 'all']).optional().catch(undefined), service, letter: z.uuid().optional().catch(undefined), of: service });
export type UnconsumedSearch = z.infer<typeof UnconsumedSearch>;
