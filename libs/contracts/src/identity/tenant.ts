import { z } from 'zod';
import { Instant, PlainDate } from '../primitives.ts';

export const tenantStatuses = ['Active', 'Suspended', 'Trial', 'Cancelled'] as const;
export const TenantStatus = z.enum(tenantStatuses);
export type TenantStatus = z.infer<typeof TenantStatus>;

export const tenantPlans = ['Professional', 'Business', 'Enterprise'] as const;
export const TenantPlan = z.enum(tenantPlans);
export type TenantPlan = z.infer<typeof TenantPlan>;

const Limit = z.int().positive().nullable();
/** What a plan allows; null is without limit. A gigabyte is 10⁹ bytes. */
export const PlanLimits = z.object({ users: Limit, plants: Limit, storageGb: Limit, apiCallsPerHour: Limit });
export type PlanLimits = z.infer<typeof PlanLimits>;

export const limitsOfPlan: Readonly<Record<TenantPlan, PlanLimits>> = {
  Professional: { users: 10, plants: 50, storageGb: 100, apiCallsPerHour: 1000 },
  Business: { users: 50, plants: 200, storageGb: 500, apiCallsPerHour: 5000 },
  Enterprise: { users: null, plants: null, storageGb: null, apiCallsPerHour: null },
};

export const tenantFeatures = [
  'ai-assistant', 'voice-features', 'rpa-automation', 'advanced-analytics', 'api-access',
  'custom-branding', 'priority-support', 'dedicated-instance', 'custom-integrations', 'sla-guarantee',
] as const;
export const TenantFeature = z.enum(tenantFeatures);
export type TenantFeature = z.infer<typeof TenantFeature>;

export const locales = ['en', 'it'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

/** An IANA time zone, `Europe/Rome`. */
export const TimeZone = z.string().min(1).max(64).refine(isTimeZone, 'must be an IANA time zone such as Europe/Rome');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z]/.test(name);
  } catch {
    return false;
  }
}

/**
 * A tenant as every service must know it: from when on nothing of it may change, from when on nothing may be read, what its
 * plan allows, and its settings as they take effect.
 */
export const TenantTerms = z.object({
  status: TenantStatus,
  plan: TenantPlan,
  planEndsOn: PlainDate.nullable(),
  readOnlyFrom: Instant.nullable(),
  closedFrom: Instant.nullable(),
  limits: PlanLimits,
  features: z.array(z.string()),
  timeZone: z.string(),
  locale: Locale,
  settings: z.record(z.string(), z.json()),
});
export type TenantTerms = z.infer<typeof TenantTerms>;

/** The part of the terms that decides about a single request. */
export const TenantStanding = TenantTerms.pick({ status: true, readOnlyFrom: true, closedFrom: true, limits: true, features: true });
export type TenantStanding = z.infer<typeof TenantStanding>;
