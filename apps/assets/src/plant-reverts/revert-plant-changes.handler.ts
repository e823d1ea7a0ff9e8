import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { authorityRecordBodies, plantParts, ReplaceRegistryCardBody, UpdatePlantBody, type PlantPart, type PlantStatus, type RevertedPlantChanges, type RevertPlantChangesBody } from '@kairos/contracts';
import type { z } from 'zod';
import { AuthorityRecord } from '../authority-records/authority-record.entity.ts';
import { AuthorityRecordRepository } from '../authority-records/authority-record.repository.ts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import type { Plant } from '../plants/plant.entity.ts';
import { knownOf } from '../plants/plant-facts.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { RegistryCardRepository } from '../registry-cards/registry-card.repository.ts';
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
    private readonly cards: RegistryCardRepository,
    private readonly records: AuthorityRecordRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, { changeIds }: RevertPlantChangesBody, actor: Actor): Promise<RevertedPlantChanges> {
    const plant = await this.plants.hold(plantId, actor);
    const ids = [...new Set(changeIds)];
    const changes = await this.em.execute<(Revertible & { part: PlantPart })[]>(
      'select part, before, after from plant_change where plant_id = ? and id in (select json_array_elements_text(?::json)::uuid) order by sequence desc', [plantId, JSON.stringify(ids)]);
    if (changes.length !== ids.length) throw new PlantChangeNotFound();
    const parts = plantParts.filter((part) => changes.some((change) => change.part === part));
    for (const part of parts) {
      const mine = changes.filter((change) => change.part === part);
      if (part === 'plant') revertPlant(plant, mine);
      else if (part === 'registry-card') await this.revertCard(plant, mine, actor);
      else await this.revertRecord(plant, part, mine, actor);
    }
    return { reverted: changes.length, parts };
  }

  private async revertCard(plant: Plant, changes: Revertible[], { userId }: Actor): Promise<void> {
    const card = await this.cards.findOrBegin(plant);
    this.cards.change(card, readable('registry-card', ReplaceRegistryCardBody, netOf('registry-card', { ...card.facts }, changes)), userId);
  }

  private async revertRecord(plant: Plant, authority: Exclude<PlantPart, 'plant' | 'registry-card'>, changes: Revertible[], { userId }: Actor): Promise<void> {
    const record = (await this.records.find(plant.id, authority)) ?? AuthorityRecord.of(plant, authority);
    const given = readable(authority, authorityRecordBodies[authority], netOf(authority, { ...record.facts }, changes));
    await this.records.write(plant, record, given, { userId, workflowId: null, taskId: null });
  }
}

function revertPlant(plant: Plant, changes: Revertible[]): void {
  const own = (facts: Facts) => Object.fromEntries(Object.entries(facts).filter(([field]) => !following.has(field)));
  const { status, ...facts } = netOf('plant', knownOf(plant), changes.map(({ before, after }) => ({ before: own(before), after: own(after) })));
  if (Object.keys(facts).length > 0) plant.update(readable('plant', UpdatePlantBody, facts));
  if (status !== undefined && status !== plant.status) plant.changeStatus(status as PlantStatus);
}

function netOf(part: PlantPart, held: Facts, changes: Revertible[]): Facts {
  const result = netOfChanges(held, changes);
  if ('changedSince' in result) throw new ChangedSince(part, result.changedSince);
  return result.net;
}

function readable<S extends z.ZodType>(part: PlantPart, schema: S, facts: Facts): z.infer<S> {
  const read = schema.safeParse(facts);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new NotTakenBack(part, String(issue?.path[0] ?? ''), issue?.message ?? 'is not taken');
}
