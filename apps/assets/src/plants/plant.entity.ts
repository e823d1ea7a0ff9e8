import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  kilowattsOf, PlantChanged, PlantDeleted, PlantRegistered, PlantStatusChanged, plantStatusTransitions, provinceInRegionProblem, wattsOf,
  type CustomFieldValues, type PlantState, type PlantStatus, type PlantType, type RegisterPlantBody, type UpdatePlantBody,
} from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import { noteChange } from '../plant-changes/noted-changes.ts';
import { changedCustomFields, nullIfNone, registrable, restoredCustomFields } from './custom-fields-of-plant.calc.ts';
import { knownOf, type PlantFacts } from './plant-facts.calc.ts';
import { fieldsToApprove, type PlantRules } from './plant-rules.calc.ts';
import { ChangeNeedsApproval, CommissioningYearMismatch, PlantStatusNotReachable, ProvinceNotInRegion } from './plant.errors.ts';
import { trimmedDecimal } from './trimmed-decimal.calc.ts';

const PlantSchema = defineEntity({
  name: 'Plant',
  tableName: 'plant',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    code: p.string(),
    name: p.string(),
    type: p.string().$type<PlantType>(),
    status: p.string().$type<PlantStatus>(),
    capacityW: p.bigint(),
    location: p.string().nullable(),
    address: p.string().nullable(),
    municipality: p.string().nullable(),
    province: p.string().nullable(),
    region: p.string().nullable(),
    latitudeDeg: p.decimal().nullable(),
    longitudeDeg: p.decimal().nullable(),
    commissionedOn: p.date().nullable(),
    commissioningYear: p.integer().nullable(),
    ownerName: p.string().nullable(),
    technology: p.string().nullable(),
    podCode: p.string().nullable(),
    protectedArea: p.boolean(),
    timeZone: p.string().nullable(),
    incentivesPerYearEur: p.decimal().nullable(),
    incentivesTotalEur: p.decimal().nullable(),
    customsLicenceActive: p.boolean().nullable(),
    tags: p.array(),
    notes: p.string().nullable(),
    customFields: p.json<CustomFieldValues>().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    deletedAt: p.datetime().nullable(),
  },
});

export type NewPlant = RequiredEntityData<Plant> & Pick<Plant, PlantFact>;
type PlantFact = 'id' | 'code' | 'name' | 'type' | 'status' | 'capacityW' | 'municipality' | 'province' | 'region' | 'commissionedOn' | 'commissioningYear'
  | 'protectedArea' | 'incentivesPerYearEur' | 'incentivesTotalEur' | 'customsLicenceActive' | 'customFields' | 'podCode' | 'ownerName' | 'address';
type Facts = Omit<UpdatePlantBody, 'capacityKw' | 'customFields'> & { capacityW?: bigint };

export class Plant extends PlantSchema.class {
  /** @param rules the tenant's own @throws CustomFieldsRefused */
  static register(body: RegisterPlantBody, tenantId: string, rules: PlantRules): Plant {
    const plant = Object.assign(new Plant(), newPlant(registrable(body, rules), tenantId));
    record(plant, PlantRegistered, plant.state());
    return plant;
  }

  /**
   * Takes over the facts that differ.
   *
   * @param rules the tenant's own
   * @returns the names of the fields that changed; none means the plant was left as it is
   */
  update(body: UpdatePlantBody, rules: PlantRules): string[] {
    const { capacityKw, customFields, ...rest } = body;
    const facts: Facts = { ...definedOf(rest), ...(capacityKw === undefined ? {} : { capacityW: wattsOf(capacityKw) }) };
    const changed = (Object.keys(facts) as (keyof Facts)[]).filter((field) => !sameValue(this[field], facts[field]));
    const { paths, values } = changedCustomFields(customFields, this.customFields, { ...this, ...facts }, rules);
    if (changed.length + paths.length === 0) return [];
    // Everything that can be refused is refused before anything changes: a row that is turned down leaves the plant as it was.
    const changedFields = [...changed.map((field) => (field === 'capacityW' ? 'capacityKw' : field)), ...paths];
    demandNoApproval(changedFields, rules);
    const commissionedOn = facts.commissionedOn === undefined ? this.commissionedOn : facts.commissionedOn;
    const commissioningYear = facts.commissioningYear === undefined ? this.commissioningYear : facts.commissioningYear;
    if (commissionedOn && commissioningYear && Number(commissionedOn.slice(0, 4)) !== commissioningYear) throw new CommissioningYearMismatch();
    // Only what changes is held to it: what a plant holds from before stays as it is.
    const misplaced = !changed.some((field) => field === 'province' || field === 'region') ? undefined : provinceInRegionProblem({ province: this.province, region: this.region, ...facts });
    if (misplaced) throw new ProvinceNotInRegion(misplaced);
    this.take({ ...Object.fromEntries(changed.map((field) => [field, facts[field]])), ...(paths.length > 0 ? { customFields: values } : {}) });
    record(this, PlantChanged, { ...this.state(), changedFields });
    return changedFields;
  }

  /** @throws PlantStatusNotReachable, ChangeNeedsApproval */
  demandReachable(to: PlantStatus, rules: PlantRules): void {
    demandNoApproval(['status'], rules);
    if (!plantStatusTransitions[this.status].includes(to)) throw new PlantStatusNotReachable(this.status, to);
  }

  changeStatus(to: PlantStatus, rules: PlantRules): void {
    this.demandReachable(to, rules);
    const previousStatus = this.status;
    this.take({ status: to });
    record(this, PlantStatusChanged, { ...this.state(), previousStatus });
  }

  /** Takes over what authorities are known to have granted it, where that differs. */
  grant(granted: Partial<Pick<PlantState, 'incentivesPerYearEur' | 'incentivesTotalEur' | 'customsLicenceActive'>>): void {
    const changedFields = (Object.keys(granted) as (keyof typeof granted)[]).filter((field) => !sameValue(this[field], granted[field]));
    if (changedFields.length === 0) return;
    this.take(Object.fromEntries(changedFields.map((field) => [field, granted[field]])));
    record(this, PlantChanged, { ...this.state(), changedFields });
  }

  /** Gives the plant back what it held in these fields, whichever way it came to what it holds now. */
  restore(held: PlantFacts): void {
    const { others, values: customFields } = restoredCustomFields(held, this.customFields);
    const { capacityKw, status: statusHeld, ...facts } = others;
    const previousStatus = this.status;
    const status = (statusHeld ?? previousStatus) as PlantStatus;
    this.take({ ...facts, customFields, ...(capacityKw === undefined ? {} : { capacityW: wattsOf(String(capacityKw)) }), status });
    const changedFields = Object.keys(held).filter((field) => field !== 'status');
    if (changedFields.length > 0) record(this, PlantChanged, { ...this.state(), changedFields });
    if (status !== previousStatus) record(this, PlantStatusChanged, { ...this.state(), previousStatus });
  }

  delete(): void {
    Object.assign(this, { deletedAt: new Date(), updatedAt: new Date() });
    record(this, PlantDeleted, this.state());
  }

  /** Takes values as they are, and notes what changed by them. */
  private take(values: Partial<Plant>): void {
    const held = knownOf(this);
    Object.assign(this, values, { updatedAt: new Date() });
    // What is held no more is told as nothing.
    const holds = { ...Object.fromEntries(Object.keys(held).map((field) => [field, null])), ...knownOf(this) };
    noteChange(this, { plantId: this.id, part: 'plant', held, holds });
  }

  /** The facts every event of this plant carries in full. */
  state(): PlantState {
    return plantState(this);
  }
}
PlantSchema.setClass(Plant);

/** A plant as it begins, in plain values: what a bulk command stores by the thousand, and `Plant.register` one of. */
export function newPlant(body: RegisterPlantBody, tenantId: string): NewPlant {
  const now = new Date();
  // Field by field: a loop over the fields costs a large import as much as their validation.
  return {
    id: newId(), tenantId, code: body.code, name: body.name, type: body.type, status: body.status, capacityW: wattsOf(body.capacityKw), location: body.location ?? null,
    address: body.address ?? null, municipality: body.municipality ?? null, province: body.province ?? null, region: body.region ?? null,
    latitudeDeg: body.latitudeDeg ?? null, longitudeDeg: body.longitudeDeg ?? null, commissionedOn: body.commissionedOn ?? null, commissioningYear: body.commissioningYear ?? null,
    ownerName: body.ownerName ?? null, technology: body.technology ?? null, podCode: body.podCode ?? null, protectedArea: body.protectedArea, timeZone: body.timeZone ?? null,
    incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null, tags: body.tags, notes: body.notes ?? null,
    customFields: nullIfNone(body.customFields), version: 1, createdAt: now, updatedAt: now, deletedAt: null,
  };
}

/** The facts every event of a plant carries in full. */
export function plantState(plant: Pick<Plant, PlantFact>): PlantState {
  const { id, code, name, type, status, capacityW, municipality, province, region, commissionedOn, commissioningYear, protectedArea, customsLicenceActive } = plant;
  return {
    plantId: id as PlantState['plantId'], code, name, type, status, capacityKw: kilowattsOf(capacityW),
    municipality: municipality ?? null, province: province ?? null, region: region ?? null,
    commissionedOn: commissionedOn ?? null, commissioningYear: commissioningYear ?? null, protectedArea,
    incentivesPerYearEur: trimmedDecimal(plant.incentivesPerYearEur), incentivesTotalEur: trimmedDecimal(plant.incentivesTotalEur), customsLicenceActive: customsLicenceActive ?? null, ...(plant.customFields ? { customFields: plant.customFields } : {}),
    podCode: plant.podCode ?? null, ownerName: plant.ownerName ?? null, address: plant.address ?? null,
  };
}

function demandNoApproval(fields: readonly string[], rules: PlantRules): void {
  const toApprove = fieldsToApprove(fields, rules);
  if (toApprove.length > 0) throw new ChangeNeedsApproval(toApprove);
}

function definedOf<T extends object>(facts: T): T {
  const defined: Partial<T> = {};
  for (const name in facts) if (facts[name] !== undefined) defined[name] = facts[name];
  return defined as T;
}

/** Coordinates come back from the database padded; `45.100` and `45.1` are one place. */
function sameValue(stored: unknown, given: unknown): boolean {
  if (Array.isArray(stored) && Array.isArray(given)) return stored.length === given.length && stored.every((value, index) => value === given[index]);
  if (typeof stored === 'string' && typeof given === 'string' && /^-?\d+\.\d+$/.test(stored)) return trimmedDecimal(stored) === trimmedDecimal(given);
  return (stored ?? null) === (given ?? null);
}
