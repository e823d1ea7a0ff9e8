import { z } from 'zod';
import { TenantId } from '../ids.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { TaxCode } from '../italy/tax-code.ts';
import { VatNumber } from './tax-numbers.ts';
import { Locale, PlanLimits, TenantFeature, TenantPlan, TenantStatus, TimeZone } from './tenant.ts';

/** How large the configuration document of a tenant may be, as JSON text. */
export const maxConfigurationBytes = 16 * 1024;

export const TenantContact = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  phone: z.string().trim().regex(/^\+?[\d ()/.-]{5,30}$/, 'must be a telephone number').nullable().default(null),
});
export type TenantContact = z.infer<typeof TenantContact>;

const Configuration = z
  .record(z.string().min(1).max(100), z.json())
  .refine((document) => new TextEncoder().encode(JSON.stringify(document)).byteLength <= maxConfigurationBytes, `must have at most ${maxConfigurationBytes} bytes`);

export const TenantView = z.object({
  id: TenantId,
  name: z.string(),
  plan: TenantPlan,
  status: TenantStatus,
  planEndsOn: PlainDate.nullable(),
  /** From then on nothing can be changed, from then on nothing can be read; null while neither is foreseen. */
  readOnlyFrom: Instant.nullable(),
  closedFrom: Instant.nullable(),
  limits: PlanLimits,
  features: z.array(TenantFeature),
  contact: z.object({ name: z.string(), email: z.string(), phone: z.string().nullable() }).nullable(),
  vatNumber: z.string().nullable(),
  taxCode: z.string().nullable(),
  timeZone: z.string(),
  locale: Locale,
  configuration: z.record(z.string(), z.json()),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type TenantView = z.infer<typeof TenantView>;

/** What a tenant changes about itself; what is not named stays. Plan, status and features are the operator's. */
export const UpdateTenantBody = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  contact: TenantContact.nullable().optional(),
  vatNumber: VatNumber.nullable().optional(),
  taxCode: TaxCode.nullable().optional(),
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
  configuration: Configuration.optional(),
  reason: z.string().trim().min(1).max(500).optional(),
});
export type UpdateTenantBody = z.infer<typeof UpdateTenantBody>;
