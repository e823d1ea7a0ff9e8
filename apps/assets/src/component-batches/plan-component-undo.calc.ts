import { deepestComponent, type UndoObstacle } from '@kairos/contracts';
import { serialKey, type ComponentHeld } from './components-of-chunk.calc.ts';

/** A component that an import touched, over all its chunks, beside the component as it is; without a `version` it is not known any more. */
export type TouchedComponent = {
  componentId: string; plantId: string;
  /** What it held before in what the import changed; null for one that the import registered. */
  held: ComponentHeld | null;
  versionBefore: number; versionAfter: number;
  /** Whether anything else changed it between two chunks. */
  gap: boolean;
  code: string | null; plantCode: string | null; version: number | null; removed: boolean; plantDeleted: boolean; reached: boolean;
  hasReadings: boolean; hasMaintenance: boolean; plantHeld: boolean;
};
/** A component of the plants that an import touched, or the holder of a serial number that is to be given back. */
export type PlacedComponent = { id: string; parentId: string | null; standing: boolean; manufacturer: string | null; serialNumber: string | null };
export type ComponentUndoStep = { componentId: string; plantId: string; held: ComponentHeld | null; versionBefore: number; manufacturer: string | null; serialNumber: string | null };

/**
 * What the undo of an import does, in its order, or what stands in its way. First components are given back what they held, those above
 * before those below, so that none is ever part of itself; then those that came are taken away, parts before what they are part of.
 */
export function planComponentUndo(touched: readonly TouchedComponent[], components: readonly PlacedComponent[]): { steps: ComponentUndoStep[]; obstacles: UndoObstacle[] } {
  const after = new PlantsAfter(touched, components);
  const obstacles = touched.flatMap((component) => {
    const told = ownObstacle(component) ?? after.obstacle(component);
    if (!told) return [];
    const name = component.reached && component.code !== null ? [component.plantCode, component.code].filter(Boolean).join(' ') : null;
    return [{ recordId: component.componentId, name, ...told }];
  });
  if (obstacles.length > 0) return { steps: [], obstacles };
  const [taken, restored] = [touched.filter(({ held }) => held === null), touched.filter(({ held }) => held !== null)];
  const inOrder = [...restored.sort((a, b) => after.level(a.componentId) - after.level(b.componentId)), ...taken.sort((a, b) => after.levelNow(b.componentId) - after.levelNow(a.componentId))];
  return { steps: inOrder.map(({ componentId, plantId, held, versionBefore }) => ({ componentId, plantId, held, versionBefore, ...after.serialToGiveBack(componentId, held) })), obstacles };
}

type Told = Pick<UndoObstacle, 'code' | 'detail'>;

function ownObstacle({ reached, version, removed, plantDeleted, plantHeld, gap, versionAfter, held, hasReadings, hasMaintenance }: TouchedComponent): Told | undefined {
  if (!reached) return { code: 'outside-row-scope', detail: 'is of no plant that you reach' };
  if (plantDeleted) return { code: 'deleted-since', detail: 'is of a plant that was removed from the portfolio since' };
  if (version === null || removed) return { code: 'deleted-since', detail: 'was taken out of its plant since' };
  if (plantHeld) return { code: 'being-undone', detail: 'is of a plant that another undo holds' };
  if (gap || version !== versionAfter) return { code: 'changed-since', detail: 'was changed since, by hand or by another import' };
  if (held === null && hasReadings) return { code: 'in-use', detail: 'has readings' };
  if (held === null && hasMaintenance) return { code: 'in-use', detail: 'has maintenance' };
  return undefined;
}

/** What would be part of what, and have which serial number, once the import is undone. */
class PlantsAfter {
  readonly #now = new Map<string, PlacedComponent>();
  readonly #held: Map<string, ComponentHeld | null>;
  readonly #parts = new Map<string, string[]>();
  readonly #serials = new Map<string, string[]>();

  constructor(touched: readonly TouchedComponent[], components: readonly PlacedComponent[]) {
    this.#held = new Map(touched.map(({ componentId, held }) => [componentId, held]));
    for (const component of components) this.#now.set(component.id, component);
    for (const { id, standing } of components) {
      if (this.#held.get(id) === null) continue;
      const { manufacturer, serialNumber } = this.#serialOf(id);
      if (standing && manufacturer && serialNumber) append(this.#serials, serialKey(manufacturer, serialNumber), id);
      const parentId = this.#parentOf(id);
      if (parentId !== null) append(this.#parts, parentId, id);
    }
  }

  obstacle({ componentId, held }: TouchedComponent): Told | undefined {
    if (held === null) return this.#parts.has(componentId) ? { code: 'in-use', detail: 'has parts that were put in since' } : undefined;
    const { manufacturer, serialNumber } = this.serialToGiveBack(componentId, held);
    if (manufacturer && serialNumber && (this.#serials.get(serialKey(manufacturer, serialNumber))?.length ?? 0) > 1) return { code: 'changed-since', detail: 'would get back a serial number that another component has by now' };
    if (held.parentId === undefined) return undefined;
    if (held.parentId !== null && (!this.#now.get(held.parentId)?.standing || this.#held.get(held.parentId) === null)) return { code: 'changed-since', detail: 'was part of a component that was taken out since' };
    return this.level(componentId) + this.#height(componentId) > deepestComponent ? { code: 'changed-since', detail: 'has no place any more where it was before' } : undefined;
  }

  serialToGiveBack(id: string, held: ComponentHeld | null): { manufacturer: string | null; serialNumber: string | null } {
    return held && ('serialNumber' in held || 'manufacturer' in held) ? this.#serialOf(id) : { manufacturer: null, serialNumber: null };
  }

  /** 0 for one of the plant itself; more than any tree is deep for one that would be part of itself. */
  level(id: string): number {
    return this.#levelBy(id, (of) => this.#parentOf(of));
  }

  levelNow(id: string): number {
    return this.#levelBy(id, (of) => this.#now.get(of)?.parentId ?? null);
  }

  #levelBy(id: string, parentOf: (id: string) => string | null): number {
    let level = 0;
    for (let at = parentOf(id); at !== null && level <= deepestComponent; at = parentOf(at)) level += 1;
    return level;
  }

  /** 1 for one without parts. @param most where it is not worth looking further, as in a ring */
  #height(id: string, most = deepestComponent + 1): number {
    if (most === 0) return 0;
    return 1 + Math.max(0, ...(this.#parts.get(id) ?? []).filter((part) => this.#now.get(part)?.standing).map((part) => this.#height(part, most - 1)));
  }

  #parentOf(id: string): string | null {
    const held = this.#held.get(id);
    return held?.parentId === undefined ? (this.#now.get(id)?.parentId ?? null) : held.parentId;
  }

  #serialOf(id: string): { manufacturer: string | null; serialNumber: string | null } {
    const { manufacturer = null, serialNumber = null } = this.#now.get(id) ?? {};
    const held = this.#held.get(id) ?? {};
    return { manufacturer: held.manufacturer === undefined ? manufacturer : held.manufacturer, serialNumber: held.serialNumber === undefined ? serialNumber : held.serialNumber };
  }
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}
