import { Injectable } from '@nestjs/common';
import type { PlantPart, PlantStatus, UpdatePlantBody } from '@kairos/contracts';
import { AuthorityRecord } from '../authority-records/authority-record.entity.ts';
import { AuthorityRecordRepository } from '../authority-records/authority-record.repository.ts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import type { Plant } from '../plants/plant.entity.ts';
import { knownOf } from '../plants/plant-facts.calc.ts';
import type { PlantRules } from '../plants/plant-rules.calc.ts';
import { RegistryCardRepository } from '../registry-cards/registry-card.repository.ts';

export type GivenBy = { userId: string; rules: PlantRules };

/** A plant, its card and its records, alike: what each holds by field, and giving it something by the rules for whoever does by hand. */
@Injectable()
export class PlantParts {
  constructor(
    private readonly cards: RegistryCardRepository,
    private readonly records: AuthorityRecordRepository,
  ) {}

  async held(plant: Plant, part: PlantPart): Promise<Facts> {
    if (part === 'plant') return knownOf(plant);
    const stored = part === 'registry-card' ? await this.cards.find(plant.id) : await this.records.find(plant.id, part);
    return { ...stored?.facts };
  }

  /** @param plant held against others @param given as `readFacts` reads them @returns what the part holds then */
  async give(plant: Plant, part: PlantPart, given: Facts, { userId, rules }: GivenBy): Promise<Facts> {
    if (part === 'plant') return givePlant(plant, given, rules);
    if (part === 'registry-card') {
      const card = await this.cards.findOrBegin(plant);
      this.cards.change(card, given, userId);
      return { ...card.facts };
    }
    const record = (await this.records.find(plant.id, part)) ?? AuthorityRecord.of(plant, part);
    await this.records.write(plant, record, given, { userId, workflowId: null, taskId: null }, rules);
    return { ...record.facts };
  }
}

function givePlant(plant: Plant, { status, ...facts }: Facts, rules: PlantRules): Facts {
  if (Object.keys(facts).length > 0) plant.update(facts as UpdatePlantBody, rules);
  if (status !== undefined && status !== plant.status) plant.changeStatus(status as PlantStatus, rules);
  return knownOf(plant);
}
