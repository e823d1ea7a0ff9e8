import { defineEntity, p } from '@mikro-orm/core';
import {
  ComponentChanged, ComponentMoved, ComponentRegistered, ComponentRemoved, ComponentWithdrawn, kilowattsOf, ofThousandths, thousandthsOf, wattsOf,
  type ComponentKind, type ComponentState, type MeterPurpose, type RegisterComponentBody, type UpdateComponentBody,
} from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import { ComponentFactsDisagree, ComponentIsRemoved } from './component.errors.ts';

const ComponentSchema = defineEntity({
  name: 'Component',
  tableName: 'component',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    parentId: p.uuid().nullable(),
    code: p.string(),
    name: p.string(),
    kind: p.string().$type<ComponentKind>(),
    manufacturer: p.string().nullable(),
    model: p.string().nullable(),
    serialNumber: p.string().nullable(),
    installedOn: p.date().nullable(),
    commissionedOn: p.date().nullable(),
    removedOn: p.date().nullable(),
    warrantyEndsOn: p.date().nullable(),
    ratedPowerW: p.bigint().nullable(),
    sf6MassG: p.bigint().fieldName('sf6_mass_g').nullable(),
    measures: p.string().$type<MeterPurpose>().nullable(),
    notes: p.string().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** The facts that one may state, in the units they are stored in. */
type Facts = Pick<Component, 'name' | 'manufacturer' | 'model' | 'serialNumber' | 'installedOn' | 'commissionedOn' | 'warrantyEndsOn' | 'ratedPowerW' | 'sf6MassG' | 'measures' | 'notes'>;
const told: Partial<Record<keyof Facts, string>> = { ratedPowerW: 'ratedPowerKw', sf6MassG: 'sf6MassKg' };

export class Component extends ComponentSchema.class {
  /** @param place the plant, and the component it is to be a part of */
  static register(body: RegisterComponentBody, place: { plantId: string; parentId: string | null }, tenantId: string): Component {
    const now = new Date();
    const nothing: Facts = { name: body.name, manufacturer: null, model: null, serialNumber: null, installedOn: null, commissionedOn: null, warrantyEndsOn: null, ratedPowerW: null, sf6MassG: null, measures: null, notes: null };
    const component = Object.assign(new Component(), {
      ...nothing, id: newId(), tenantId, ...place, code: body.code, kind: body.kind, ...factsIn(body), measures: body.measures ?? (body.kind === 'meter' ? 'production' : null),
      removedOn: null, version: 1, createdAt: now, updatedAt: now,
    });
    demandSound(component);
    record(component, ComponentRegistered, component.state());
    return component;
  }

  /** @returns the names of the fields that changed; none means that it was left as it is */
  update(body: UpdateComponentBody): string[] {
    if (this.removedOn !== null) throw new ComponentIsRemoved();
    const facts = factsIn(body);
    const changed = (Object.keys(facts) as (keyof Facts)[]).filter((field) => (this[field] ?? null) !== facts[field]);
    if (changed.length === 0) return [];
    const given = Object.fromEntries(changed.map((field) => [field, facts[field]]));
    demandSound({ kind: this.kind, ...factsOf(this), ...given });
    Object.assign(this, given, { updatedAt: new Date() });
    const changedFields = changed.map((field) => told[field] ?? field);
    record(this, ComponentChanged, { ...this.state(), changedFields });
    return changedFields;
  }

  /** @returns whether it was anywhere else before */
  move(parentId: string | null): boolean {
    if (this.removedOn !== null) throw new ComponentIsRemoved();
    const previousParentId = this.state().parentId;
    if (previousParentId === parentId) return false;
    Object.assign(this, { parentId, updatedAt: new Date() });
    record(this, ComponentMoved, { ...this.state(), previousParentId });
    return true;
  }

  /** @param today the date where the plant is */
  remove(removedOn: string, today: string): void {
    if (this.removedOn !== null) throw new ComponentIsRemoved();
    demandOrder('removedOn', this.installedOn, removedOn);
    if (this.commissionedOn && removedOn < this.commissionedOn) throw new ComponentFactsDisagree('dates-out-of-order', 'removedOn', 'must not lie before commissionedOn');
    if (removedOn > today) throw new ComponentFactsDisagree('removed-in-the-future', 'removedOn', `must not lie after today, ${today}`);
    Object.assign(this, { removedOn, updatedAt: new Date() });
    record(this, ComponentRemoved, this.state());
  }

  /** It was registered by an import that is undone, and is forgotten. */
  withdraw(): void {
    record(this, ComponentWithdrawn, this.state());
  }

  /** What every event of this component carries in full. */
  state(): ComponentState {
    const { id, plantId, parentId, code, name, kind, manufacturer, model, serialNumber, installedOn, commissionedOn, removedOn, warrantyEndsOn, ratedPowerW, sf6MassG, measures } = this;
    return {
      componentId: id as ComponentState['componentId'], plantId: plantId as ComponentState['plantId'], parentId: (parentId ?? null) as ComponentState['parentId'], code, name, kind,
      manufacturer: manufacturer ?? null, model: model ?? null, serialNumber: serialNumber ?? null, installedOn: installedOn ?? null, commissionedOn: commissionedOn ?? null,
      removedOn: removedOn ?? null, warrantyEndsOn: warrantyEndsOn ?? null, ratedPowerKw: ratedPowerW === null || ratedPowerW === undefined ? null : kilowattsOf(ratedPowerW),
      sf6MassKg: sf6MassG === null || sf6MassG === undefined ? null : ofThousandths(sf6MassG), measures: measures ?? null,
    };
  }
}
ComponentSchema.setClass(Component);

/** The facts that a body names, what it leaves out left out. */
function factsIn({ name, manufacturer, model, serialNumber, installedOn, commissionedOn, warrantyEndsOn, ratedPowerKw, sf6MassKg, measures, notes }: UpdateComponentBody): Partial<Facts> {
  const ratedPowerW = ratedPowerKw === undefined || ratedPowerKw === null ? ratedPowerKw : wattsOf(ratedPowerKw);
  const sf6MassG = sf6MassKg === undefined || sf6MassKg === null ? sf6MassKg : thousandthsOf(sf6MassKg);
  const facts = { name, manufacturer, model, serialNumber, installedOn, commissionedOn, warrantyEndsOn, ratedPowerW, sf6MassG, measures, notes };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function factsOf({ name, manufacturer, model, serialNumber, installedOn, commissionedOn, warrantyEndsOn, ratedPowerW, sf6MassG, measures, notes }: Facts): Facts {
  return { name, manufacturer, model, serialNumber, installedOn, commissionedOn, warrantyEndsOn, ratedPowerW, sf6MassG, measures, notes };
}

function demandSound({ kind, ...facts }: Facts & { kind: ComponentKind }): void {
  if ((facts.sf6MassG ?? null) !== null && kind !== 'switchgear') throw new ComponentFactsDisagree('sf6-only-in-switchgear', 'sf6MassKg', 'is for switchgear alone');
  if (((facts.measures ?? null) !== null) !== (kind === 'meter')) throw new ComponentFactsDisagree('only-meters-measure', 'measures', 'is for meters, each of which counts something');
  if ((facts.serialNumber ?? null) !== null && (facts.manufacturer ?? null) === null) throw new ComponentFactsDisagree('serial-number-without-manufacturer', 'serialNumber', 'needs its manufacturer');
  demandOrder('commissionedOn', facts.installedOn, facts.commissionedOn);
}

function demandOrder(field: 'commissionedOn' | 'removedOn', installedOn: string | null | undefined, date: string | null | undefined): void {
  if (installedOn && date && date < installedOn) throw new ComponentFactsDisagree('dates-out-of-order', field, 'must not lie before installedOn');
}
