import { defineEntity, p } from '@mikro-orm/core';
import {
  MaintenanceChanged, MaintenanceRecorded, MaintenanceStatusChanged, maintenanceTransitions,
  type ChangeMaintenanceStatusBody, type MaintenanceState, type MaintenanceStatus, type MaintenanceType, type RecordMaintenanceBody, type UpdateMaintenanceBody,
} from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import { trimmedDecimal } from '../plants/trimmed-decimal.calc.ts';
import { MaintenanceDateMissing, MaintenanceDatesDisagree, MaintenanceStatusNotReachable } from './maintenance.errors.ts';

const MaintenanceSchema = defineEntity({
  name: 'Maintenance',
  tableName: 'maintenance',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    componentId: p.uuid().nullable(),
    title: p.string(),
    type: p.string().$type<MaintenanceType>(),
    status: p.string().$type<MaintenanceStatus>(),
    plannedOn: p.date().nullable(),
    doneOn: p.date().nullable(),
    nextOn: p.date().nullable(),
    estimatedCostEur: p.decimal().nullable(),
    actualCostEur: p.decimal().nullable(),
    executor: p.string().nullable(),
    manHours: p.decimal().nullable(),
    anomalies: p.string().nullable(),
    correctiveActions: p.string().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

const decimals = new Set(['estimatedCostEur', 'actualCostEur', 'manHours']);
type Facts = UpdateMaintenanceBody;

export class Maintenance extends MaintenanceSchema.class {
  /** @param today the date where the plant is */
  static record({ status, doneOn, ...facts }: RecordMaintenanceBody, plantId: string, tenantId: string, today: string): Maintenance {
    const now = new Date();
    const nothing = { componentId: null, plannedOn: null, nextOn: null, estimatedCostEur: null, actualCostEur: null, executor: null, manHours: null, anomalies: null, correctiveActions: null };
    const maintenance = Object.assign(new Maintenance(), nothing, stated(facts), { id: newId(), tenantId, plantId, status, doneOn: doneOn ?? null, version: 1, createdAt: now, updatedAt: now });
    demandDates(maintenance, today);
    record(maintenance, MaintenanceRecorded, maintenance.state());
    return maintenance;
  }

  /** @returns the names of the fields that changed; none means that it was left as it is */
  update(body: UpdateMaintenanceBody, today: string): string[] {
    const facts = stated(body);
    const changed = (Object.keys(facts) as (keyof Facts)[]).filter((field) => held(field, this[field]) !== held(field, facts[field]));
    if (changed.length === 0) return [];
    Object.assign(this, Object.fromEntries(changed.map((field) => [field, facts[field]])), { updatedAt: new Date() });
    demandDates(this, today);
    record(this, MaintenanceChanged, { ...this.state(), changedFields: changed });
    return changed;
  }

  changeStatus({ status, ...facts }: ChangeMaintenanceStatusBody, today: string): void {
    if (!maintenanceTransitions[this.status].includes(status)) throw new MaintenanceStatusNotReachable(this.status, status);
    const previousStatus = this.status;
    Object.assign(this, stated(facts), { status, updatedAt: new Date() });
    demandDates(this, today);
    record(this, MaintenanceStatusChanged, { ...this.state(), previousStatus });
  }

  /** What every event carries in full. */
  state(): MaintenanceState {
    const { id, plantId, componentId, type, status, title, plannedOn, doneOn, nextOn, estimatedCostEur, actualCostEur, executor, manHours } = this;
    return {
      maintenanceId: id as MaintenanceState['maintenanceId'], plantId: plantId as MaintenanceState['plantId'], componentId: (componentId ?? null) as MaintenanceState['componentId'], type, status, title,
      plannedOn: plannedOn ?? null, doneOn: doneOn ?? null, nextOn: nextOn ?? null, estimatedCostEur: trimmedDecimal(estimatedCostEur), actualCostEur: trimmedDecimal(actualCostEur),
      executor: executor ?? null, manHours: trimmedDecimal(manHours),
    };
  }
}
MaintenanceSchema.setClass(Maintenance);

function stated<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}

/** Decimals come back from the database padded: `850.00` and `850` are one amount. */
function held(field: string, value: string | null | undefined): string | null {
  return decimals.has(field) ? trimmedDecimal(value) : (value ?? null);
}

function demandDates({ status, plannedOn, doneOn, nextOn }: Maintenance, today: string): void {
  if (status === 'Planned' && !plannedOn) throw new MaintenanceDateMissing('plannedOn', status);
  if (status === 'Completed' && !doneOn) throw new MaintenanceDateMissing('doneOn', status);
  if (status !== 'Completed' && doneOn) throw new MaintenanceDatesDisagree('doneOn', `is not known before it is Completed; it is ${status}`);
  if (doneOn && doneOn > today) throw new MaintenanceDatesDisagree('doneOn', 'must not lie in the future');
  const last = doneOn ?? plannedOn;
  if (nextOn && last && nextOn <= last) throw new MaintenanceDatesDisagree('nextOn', `must lie after ${last}`);
}
