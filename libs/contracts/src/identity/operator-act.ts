import { z } from 'zod';
import { TenantId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { settingNames, SettingValue } from './setting.ts';
import { TenantFeature, TenantPlan } from './tenant.ts';
import { EmailDomain } from './email-domain.ts';
import { EmailAddress } from './user.http.ts';

const onTenant = { tenantId: TenantId, reason: z.string().trim().min(1).max(500) };

/** What the operator of an installation does to a tenant: no route leads here. */
export const OperatorAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('set-plan'), ...onTenant, plan: TenantPlan, endsOn: PlainDate.nullable() }),
  z.strictObject({ act: z.literal('set-features'), ...onTenant, features: z.array(TenantFeature) }),
  z.strictObject({ act: z.literal('set-email-domains'), ...onTenant, domains: z.array(EmailDomain).max(50) }),
  z.strictObject({ act: z.literal('suspend'), ...onTenant }),
  z.strictObject({ act: z.literal('reactivate'), ...onTenant }),
  z.strictObject({ act: z.literal('cancel'), ...onTenant, graceDays: z.int().min(0).max(3650).optional() }),
]);
export type OperatorAct = z.infer<typeof OperatorAct>;

/** Whose second factors are taken away, and why. */
export const SecondFactorsRemoval = z.strictObject({ email: EmailAddress, reason: z.string().trim().min(1).max(500) });
export type SecondFactorsRemoval = z.infer<typeof SecondFactorsRemoval>;

/** A setting of the whole installation; null takes it back. */
export const OperatorSetting = z.strictObject({ name: z.enum(settingNames), value: SettingValue.nullable(), reason: z.string().trim().min(1).max(500) });
export type OperatorSetting = z.infer<typeof OperatorSetting>;
