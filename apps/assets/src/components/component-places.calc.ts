import { deepestComponent } from '@kairos/contracts';
import { ComponentTooDeep, ComponentWithinItself, ParentNotInPlant } from './component.errors.ts';

/** The standing components of one plant: what is part of what. */
export class ComponentPlaces {
  readonly #parents: Map<string, string | null>;

  /** @param parents the parent of each, by id; null for one of the plant itself */
  constructor(parents: Iterable<[string, string | null]>) {
    this.#parents = new Map(parents);
  }

  add(id: string, parentId: string | null): void {
    this.#parents.set(id, parentId);
  }

  /** How many components are part of one directly. */
  partsOf(id: string): number {
    return [...this.#parents.values()].filter((parentId) => parentId === id).length;
  }

  /** @throws ParentNotInPlant @throws ComponentTooDeep when a new component has no place there */
  demandRoom(parentId: string | null): void {
    if (this.#levelOf(parentId) + 1 > deepestComponent) throw new ComponentTooDeep();
  }

  /** @throws ParentNotInPlant @throws ComponentWithinItself @throws ComponentTooDeep when a component cannot be moved there with all its parts */
  demandMove(id: string, parentId: string | null): void {
    const level = this.#levelOf(parentId);
    for (let at: string | null = parentId; at !== null; at = this.#parents.get(at) ?? null) if (at === id) throw new ComponentWithinItself();
    if (level + this.#heightOf(id) > deepestComponent) throw new ComponentTooDeep();
  }

  /** 0 for the plant, 1 for its own components. */
  #levelOf(id: string | null): number {
    let level = 0;
    for (let at = id; at !== null; level += 1) {
      const parentId = this.#parents.get(at);
      if (parentId === undefined) throw new ParentNotInPlant();
      at = parentId;
    }
    return level;
  }

  #heightOf(id: string): number {
    const parts = [...this.#parents].flatMap(([part, parentId]) => (parentId === id ? [part] : []));
    return 1 + Math.max(0, ...parts.map((part) => this.#heightOf(part)));
  }
}
