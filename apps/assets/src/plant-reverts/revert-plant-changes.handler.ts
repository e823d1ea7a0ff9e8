import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { plantParts, type PlantPart, type RevertedPlantChanges, type RevertPlantChangesBody } from '@kairos/contracts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { PlantParts } from '../plant-parts/plant-parts.repository.ts';
import { readFacts } from '../plant-parts/read-facts.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';
import { netOfChanges, type Revertible } from './net-of-changes.calc.ts';
import { ChangedSince, NotTakenBack, PlantChangeNotFound } from './plant-revert.errors.ts';

/** What follows from the records of authorities goes back with these. */
const following = new Set(['incentivesPerYearEur', 'incentivesTotalEur', 'customsLicenceActive']);

/** Takes back changes of a plant by the rules that hold for whoever changes it by hand: all of them or none. */
@Injectable()
export class RevertPlantChangesHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly parts: PlantParts,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, { changeIds }: RevertPlantChangesBody, actor: Actor): Promise<RevertedPlantChanges> {
    const plant = await this.plants.hold(plantId, actor);
    const ids = [...new Set(changeIds)];
    const changes = await this.em.execute<(Revertible & { part: PlantPart })[]>(
      'select part, before, after from plant_change where plant_id = ? and id in (select json_array_elements_text(?::json)::uuid) order by sequence desc', [plantId, JSON.stringify(ids)]);
    if (changes.length !== ids.length) throw new PlantChangeNotFound();
    const parts = plantParts.filter((part) => changes.some((change) => change.part === part));
    const rules = await this.rules.read();
    for (const part of parts) {
      const net = netOf(part, await this.parts.held(plant, part), changes.filter((change) => change.part === part));
      if (Object.keys(net).length > 0) await this.parts.give(plant, part, net, { userId: actor.userId, rules });
    }
    return { reverted: changes.length, parts };
  }
}

/** @throws ChangedSince, NotTakenBack */
function netOf(part: PlantPart, held: Facts, changes: Revertible[]): Facts {
  const own = (facts: Facts) => (part === 'plant' ? Object.fromEntries(Object.entries(facts).filter(([field]) => !following.has(field))) : facts);
  const result = netOfChanges(held, changes.map(({ before, after }) => ({ before: own(before), after: own(after) })));
  if ('changedSince' in result) throw new ChangedSince(part, result.changedSince);
  if (Object.keys(result.net).length === 0) return {};
  const read = readFacts(part, result.net);
  if ('facts' in read) return read.facts;
  const [problem] = read.problems;
  throw new NotTakenBack(part, problem?.field ?? '', problem?.detail ?? '');
}
