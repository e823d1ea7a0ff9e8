import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  effectiveSettings, limitsOfPlan, tenantPlans, tenantStatuses, TenantChanged, TenantSnapshot, type Locale, type SettingValues, type TenantContact,
  type TenantFeature, type TenantPlan, type TenantTerms, type UpdateTenantBody,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { dateAfter, readOnlyFrom } from './tenant-standing.calc.ts';
import { PlanHasEnded, TenantStatusNotReachable } from './tenant.errors.ts';

const TenantSchema = defineEntity({
  name: 'Tenant',
  tableName: 'tenant',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.string(),
    plan: p.enum(tenantPlans),
    status: p.enum(tenantStatuses),
    planEndsOn: p.date().nullable(),
    readOnlySince: p.datetime().nullable(),
    closedFrom: p.datetime().nullable(),
    features: p.array().$type<TenantFeature[]>(),
    emailDomains: p.array(),
    contact: p.json<TenantContact>().nullable(),
    vatNumber: p.string().nullable(),
    taxCode: p.string().nullable(),
    timeZone: p.string(),
    locale: p.string().$type<Locale>(),
    configuration: p.json<Record<string, unknown>>(),
    settings: p.json<SettingValues>(),
    operatorSettings: p.json<SettingValues>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type Founding = { id: string; name: string; plan: TenantPlan; trial: boolean; operatorSettings: SettingValues };

/** One organisation. It is its own tenant, so that the same policy guards it as everything it owns. */
export class Tenant extends TenantSchema.class {
  static found({ id, name, plan, trial, operatorSettings }: Founding): Tenant {
    const now = new Date();
    const usual = effectiveSettings(operatorSettings, {});
    const tenant = Object.assign(new Tenant(), {
      id, tenantId: id, name, plan, status: trial ? 'Trial' : 'Active', planEndsOn: trial ? dateAfter(now, usual.trialDays, usual.defaultTimeZone) : null,
      readOnlySince: null, closedFrom: null, features: [], emailDomains: [], contact: null, vatNumber: null, taxCode: null, timeZone: usual.defaultTimeZone, locale: usual.defaultLocale,
      configuration: {}, settings: {}, operatorSettings, version: 1, createdAt: now, updatedAt: now,
    } satisfies RequiredEntityData<Tenant>);
    record(tenant, TenantChanged, tenant.terms());
    return tenant;
  }

  /** Takes over what the tenant says of itself. */
  describe({ reason: _reason, ...facts }: UpdateTenantBody): void {
    this.change(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));
  }

  setPlan(plan: TenantPlan, endsOn: string | null): void {
    this.change({ plan, planEndsOn: endsOn, ...(this.status === 'Trial' ? { status: 'Active' } : {}) });
  }

  setFeatures(features: readonly TenantFeature[]): void {
    this.change({ features: [...new Set(features)].sort() });
  }

  /** The domains that are known to be its own: by an address of theirs its identity providers are found. */
  setEmailDomains(domains: readonly string[]): void {
    this.change({ emailDomains: [...new Set(domains)].sort() });
  }

  suspend(now: Date): void {
    if (this.status === 'Suspended' || this.status === 'Cancelled') throw new TenantStatusNotReachable(this.status, 'suspended');
    this.change({ status: 'Suspended', readOnlySince: now });
  }

  reactivate(now: Date): void {
    if (this.status !== 'Suspended' && this.status !== 'Cancelled') throw new TenantStatusNotReachable(this.status, 'reactivated');
    const ended = readOnlyFrom({ status: 'Active', planEndsOn: this.planEndsOn ?? null, timeZone: this.timeZone });
    if (ended && ended <= now) throw new PlanHasEnded(this.planEndsOn ?? '');
    this.change({ status: 'Active', readOnlySince: null, closedFrom: null });
  }

  /** From now on nothing changes, and after the days of grace nothing is read either. */
  cancel(now: Date, graceDays = effectiveSettings(this.operatorSettings, this.settings).exportGraceDays): void {
    if (this.status === 'Cancelled') throw new TenantStatusNotReachable(this.status, 'cancelled');
    this.change({ status: 'Cancelled', readOnlySince: this.readOnlySince ?? now, closedFrom: new Date(now.getTime() + graceDays * 86_400_000) });
  }

  setSettings(settings: SettingValues): void {
    this.change({ settings });
  }

  /** The operator's settings as of now; without an effect when the tenant knows them. */
  hearOperatorSettings(operatorSettings: SettingValues): void {
    if (JSON.stringify(operatorSettings) !== JSON.stringify(this.operatorSettings)) this.change({ operatorSettings });
  }

  /** Tells everybody again what stands, for projections that are rebuilt. */
  emitSnapshot(): void {
    record(this, TenantSnapshot, this.terms());
  }

  /** What every service knows of the tenant. */
  terms(): TenantTerms {
    const { status, plan, planEndsOn, closedFrom, features, timeZone, locale } = this;
    return {
      status, plan, planEndsOn: planEndsOn ?? null, readOnlyFrom: readOnlyFrom(this)?.toISOString() ?? null, closedFrom: closedFrom?.toISOString() ?? null,
      limits: limitsOfPlan[plan], features, timeZone, locale, settings: effectiveSettings(this.operatorSettings, this.settings),
    };
  }

  private change(changes: object): void {
    Object.assign(this, changes, { updatedAt: new Date() });
    record(this, TenantChanged, this.terms());
  }
}
TenantSchema.setClass(Tenant);
