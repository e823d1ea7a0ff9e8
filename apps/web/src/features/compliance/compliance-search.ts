import { z } from 'zod';

/** Whether only plants that call for attention are shown. */
export const ComplianceSearch = z.object({ only: z.literal('alerts').optional().catch(undefined) });
export type ComplianceSearch = z.infer<typeof ComplianceSearch>;
