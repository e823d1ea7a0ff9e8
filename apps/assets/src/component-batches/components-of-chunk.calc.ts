import { kilowattsOf, type BatchRowResult, type FieldChange, type ImpactGroup, type UpdateComponentBody } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { Component } from '../components/component.entity.ts';
import { ParentNotInPlant, SerialNumberTaken } from '../components/component.errors.ts';
import type { ComponentPlaces } from '../components/component-places.calc.ts';
import { rejected, type BatchRow } from '../plant-batches/read-batch-row.calc.ts';
import { readComponentRow, type ComponentRow } from './read-component-row.calc.ts';

/** A plant with its standing components, by code. */
export type PlantOfChunk = { id: string; components: Map<string, Component>; places: ComponentPlaces };
/** Who has which serial number, by `serialKey`. */
export type SerialNumbers = Map<string, string>;
/** What a component held in the fields that an import changed, as a body would state it. */
export type ComponentHeld = UpdateComponentBody & { parentId?: string | null };
/** `held` is null for a component that was registered. */
export type ComponentChange = { component: Component; held: ComponentHeld | null };
type Amount = { created: number; updated: number; addedW: bigint; changedW: bigint };
type Serial = { manufacturer?: string | null | undefined; serialNumber?: string | null | undefined };
type Mode = 'plan' | 'apply';

/** Takes the rows of one chunk by the rules for one component: each as a whole, or rejected alone. Parents before their parts, whichever comes first in the file. */
export class ComponentsOfChunk {
  readonly registered: Component[] = [];
  readonly results: BatchRowResult[] = [];
  /** Components whose former serial number another row of the chunk takes: theirs is to be written before that of the other. */
  readonly succeeded = new Set<Component>();
  readonly #givenUp = new Map<string, Component>();
  /** What was registered or changed, by id. */
  readonly changes = new Map<string, ComponentChange>();
  readonly #amounts = new Map<string, Amount>();

  constructor(
    private readonly plants: ReadonlyMap<string, PlantOfChunk>,
    private readonly serials: SerialNumbers,
    private readonly tenantId: string,
    private readonly mode: Mode,
  ) {}

  take(rows: readonly BatchRow[]): void {
    let waiting: { at: number; read: ComponentRow }[] = [];
    for (const [at, row] of rows.entries()) {
      const read = readComponentRow(row);
      if ('errors' in read) this.results[at] = rejected(row.rowNumber, read.errors);
      else waiting.push({ at, read });
    }
    while (waiting.length > 0) {
      const expected = new Set(waiting.map(({ read }) => keyOf(read.plantCode, read.code)));
      const [ready, later] = [[] as typeof waiting, [] as typeof waiting];
      for (const one of waiting) {
        const { plantCode, code, parentCode } = one.read;
        const waits = parentCode && parentCode !== code && !this.plants.get(plantCode)?.components.has(parentCode) && expected.has(keyOf(plantCode, parentCode));
        (waits ? later : ready).push(one);
      }
      // Rows that wait for one another in a ring have no parent that stands.
      for (const { at, read } of ready.length > 0 ? ready : later) this.results[at] = this.#row(read);
      waiting = ready.length > 0 ? later : [];
    }
  }

  /** By kind: how many come and change, and by how much rated power. */
  impact(): ImpactGroup[] {
    return [...this.#amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, { created, updated, addedW, changedW }]) => ({
      group, created, updated, measure: 'ratedPowerKw', added: kilowattsOf(addedW), changed: changedW < 0n ? `-${kilowattsOf(-changedW)}` : kilowattsOf(changedW),
    }));
  }

  #row(read: ComponentRow): BatchRowResult {
    const { row: { rowNumber }, plantCode } = read;
    const plant = this.plants.get(plantCode);
    if (!plant) return rejected(rowNumber, [{ field: 'plantCode', code: 'plant-not-found', value: plantCode, detail: 'is no plant that you reach' }]);
    try {
      const known = plant.components.get(read.code);
      return known ? this.#update(known, read, plant) : this.#register(read, plant);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const field = error instanceof ParentNotInPlant ? 'parentCode' : (error.errors?.[0]?.pointer.slice(1) ?? '').replace('parentId', 'parentCode');
      return rejected(rowNumber, [{ field, code: error.code, value: null, detail: error.message }]);
    }
  }

  #register({ row: { rowNumber }, body, code, parentCode }: ComponentRow, plant: PlantOfChunk): BatchRowResult {
    const parentId = parentIn(plant, parentCode ?? null);
    plant.places.demandRoom(parentId);
    const component = Component.register(body, { plantId: plant.id, parentId }, this.tenantId);
    this.#takeSerial(component.id, serialOf(component));
    plant.places.add(component.id, parentId);
    plant.components.set(code, component);
    this.registered.push(component);
    this.changes.set(component.id, { component, held: null });
    const amount = this.#amountOf(component.kind);
    amount.created += 1;
    amount.addedW += component.ratedPowerW ?? 0n;
    return { rowNumber, outcome: 'created', recordId: this.mode === 'plan' ? null : component.id, errors: [] };
  }

  #update(component: Component, { row: { rowNumber }, body, changes, parentCode }: ComponentRow, plant: PlantOfChunk): BatchRowResult {
    if (body.kind !== component.kind) return rejected(rowNumber, [{ field: 'kind', code: 'component-is-of-another-kind', value: body.kind, detail: `stands in the plant as ${component.kind}: take it out first` }]);
    const parentId = parentCode === undefined ? (component.parentId ?? null) : parentIn(plant, parentCode);
    plant.places.demandMove(component.id, parentId);
    const before = { ...told(component), parentCode: codeOf(plant, component.parentId) };
    const powerBefore = component.ratedPowerW ?? 0n;
    const serialBefore = serialOf(component);
    this.#demandSerial(component.id, serialOf({ ...serialBefore, ...changes }));
    const changed = component.update(changes);
    this.#giveUpSerial(component, serialBefore);
    this.#takeSerial(component.id, serialOf(component));
    const moved = component.move(parentId);
    plant.places.add(component.id, parentId);
    const changedFields = moved ? [...changed, 'parentCode'] : changed;
    if (changedFields.length === 0) return { rowNumber, outcome: 'unchanged', recordId: component.id, errors: [] };
    this.#keep(component, changedFields, before);
    const amount = this.#amountOf(component.kind);
    amount.updated += 1;
    amount.changedW += (component.ratedPowerW ?? 0n) - powerBefore;
    const after = { ...told(component), parentCode: codeOf(plant, parentId) };
    return { rowNumber, outcome: 'updated', recordId: component.id, errors: [], ...(this.mode === 'plan' ? { changes: changedFields.map((field) => changeOf(field, before, after)) } : { changedFields }) };
  }

  /** Of several rows about one component the first one met what it held before. */
  #keep(component: Component, changedFields: readonly string[], before: Record<string, unknown>): void {
    const { held } = this.changes.get(component.id) ?? { held: {} };
    if (held === null) return;
    const met = Object.fromEntries(changedFields.map((field) => (field === 'parentCode' ? 'parentId' : field)).map((field) => [field, before[field] ?? null]));
    this.changes.set(component.id, { component, held: { ...met, ...held } });
  }

  /** @throws SerialNumberTaken */
  #demandSerial(id: string, { manufacturer, serialNumber }: Serial): void {
    if (!manufacturer || !serialNumber) return;
    const holder = this.serials.get(serialKey(manufacturer, serialNumber));
    if (holder !== undefined && holder !== id) throw new SerialNumberTaken(manufacturer, serialNumber);
  }

  /** @throws SerialNumberTaken */
  #takeSerial(id: string, serial: Serial): void {
    this.#demandSerial(id, serial);
    if (!serial.manufacturer || !serial.serialNumber) return;
    const key = serialKey(serial.manufacturer, serial.serialNumber);
    const previous = this.#givenUp.get(key);
    if (previous) this.succeeded.add(previous);
    this.serials.set(key, id);
  }

  #giveUpSerial(component: Component, { manufacturer, serialNumber }: Serial): void {
    if (!manufacturer || !serialNumber) return;
    const key = serialKey(manufacturer, serialNumber);
    if (component.serialNumber && component.manufacturer && serialKey(component.manufacturer, component.serialNumber) === key) return;
    this.serials.delete(key);
    this.#givenUp.set(key, component);
  }

  #amountOf(kind: string): Amount {
    const amount = this.#amounts.get(kind) ?? { created: 0, updated: 0, addedW: 0n, changedW: 0n };
    this.#amounts.set(kind, amount);
    return amount;
  }
}

export function serialKey(manufacturer: string, serialNumber: string): string {
  return JSON.stringify([manufacturer.toLowerCase(), serialNumber]);
}

function serialOf({ manufacturer, serialNumber }: Serial): Serial {
  return { manufacturer, serialNumber };
}

function keyOf(plantCode: string, code: string): string {
  return JSON.stringify([plantCode, code]);
}

/** @throws ParentNotInPlant */
function parentIn(plant: PlantOfChunk, parentCode: string | null): string | null {
  if (parentCode === null) return null;
  const parent = plant.components.get(parentCode);
  if (!parent) throw new ParentNotInPlant();
  return parent.id;
}

function codeOf(plant: PlantOfChunk, id: string | null | undefined): string | null {
  return id ? ([...plant.components.values()].find((component) => component.id === id)?.code ?? null) : null;
}

function told(component: Component): Record<string, unknown> {
  return { ...component.state(), notes: component.notes ?? null };
}

function changeOf(field: string, before: Record<string, unknown>, after: Record<string, unknown>): FieldChange {
  return { field, before: (before[field] ?? null) as FieldChange['before'], after: (after[field] ?? null) as FieldChange['after'] };
}
