import { reachesPlant, type Actor } from '@kairos/auth';
import type { UndoObstacle } from '@kairos/contracts';
import type { DoubtfulPlant, GuardedPlant } from './plant-import-undos.repository.ts';

/**
 * Why a plant cannot be given back what it held before an import; nothing when it can. Its versions tell: those behind the import's own
 * chunks follow one another without a gap, and the plant is still at the last.
 *
 * @param sameAs by `plant:version`, at which earlier version a plant stands again since another import was undone
 */
export function obstacleOf(plant: DoubtfulPlant, actor: Actor, sameAs: ReadonlyMap<string, number>): UndoObstacle | undefined {
  const { plantId, code, version, deleted, touches, firstVersion, lastVersion } = plant;
  const told = (reason: UndoObstacle['code'], detail: string): UndoObstacle => ({ recordId: plantId, name: code, code: reason, detail });
  if (!reachesPlant(actor, plantId)) return { ...told('outside-row-scope', 'is no plant that you reach'), name: null };
  if (version === null || deleted) return told('deleted-since', 'was removed from the portfolio since');
  if (plant.heldByAnother) return told('being-undone', 'is held by another undo');
  if (standing(plantId, version, sameAs) !== lastVersion || lastVersion - firstVersion !== touches) return told('changed-since', 'was changed since, by hand or by another import');
  return undefined;
}

/** A plant of which the import changed what changes by an approved change set alone by now. */
export function guardedObstacle({ plantId, code }: GuardedPlant): UndoObstacle {
  return { recordId: plantId, name: code, code: 'change-needs-approval', detail: 'was changed in what changes by an approved change set alone' };
}

/** The version whose values a plant holds, past every undo that took it back there. */
function standing(plantId: string, version: number, sameAs: ReadonlyMap<string, number>): number {
  let at = version;
  for (let earlier = sameAs.get(`${plantId}:${at}`); earlier !== undefined; earlier = sameAs.get(`${plantId}:${at}`)) at = earlier;
  return at;
}
