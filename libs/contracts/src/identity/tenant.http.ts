import { z } from 'zod';
import { TenantId } from '../ids.ts';
import { Instant } from '../primitives.ts';

export const tenantPlans = ['Professional', 'Business', 'Enterprise'] as const;
export const TenantPlan = z.enum(tenantPlans);
export const tenantStatuses = ['Active', 'Suspended', 'Trial', 'Expired'] as const;
export const TenantStatus = z.enum(tenantStatuses);

export const TenantView = z.object({
  id: TenantId,
  name: z.string(),
  plan: TenantPlan,
  status: TenantStatus,
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type TenantView = z.infer<typeof TenantView>;
