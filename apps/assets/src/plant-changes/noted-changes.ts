import type { PlantPart } from '@kairos/contracts';
import { changedFacts, type ChangedFacts, type Facts } from './changed-facts.calc.ts';

export type NotedChange = ChangedFacts & { plantId: string; part: PlantPart };

const noted = new WeakMap<object, NotedChange[]>();

/** Notes on an entity what changed in it. The flush that stores the entity writes it to the plant's log, in the same transaction. */
export function noteChange(entity: object, { plantId, part, held, holds }: { plantId: string; part: PlantPart; held: Facts; holds: Facts }): void {
  const changed = changedFacts(held, holds);
  if (changed) noted.set(entity, [...(noted.get(entity) ?? []), { plantId, part, ...changed }]);
}

/** Hands over what was noted on an entity and forgets it. */
export function takeNoted(entity: object): NotedChange[] {
  const changes = noted.get(entity) ?? [];
  noted.delete(entity);
  return changes;
}
