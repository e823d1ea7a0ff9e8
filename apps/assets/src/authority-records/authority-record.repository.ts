import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { datesInOrder, fieldsKeptElsewhere, type RecordAuthority, type UpdatePlantBody } from '@kairos/contracts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import type { Plant } from '../plants/plant.entity.ts';
import type { PlantRules } from '../plants/plant-rules.calc.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';
import { RegistryCardRepository } from '../registry-cards/registry-card.repository.ts';
import { AuthorityRecord, type RecordedBy } from './authority-record.entity.ts';
import { DatesOutOfOrder } from './authority-record.errors.ts';
import { incentivesOf, licenceActiveOn, todayInItaly } from './facts-from-authorities.calc.ts';

/** Writes to the records of authorities, and what follows from them to the plant, in one transaction. */
@Injectable()
export class AuthorityRecordRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly cards: RegistryCardRepository,
    private readonly rules: PlantRulesRepository,
  ) {}

  find(plantId: string, authority: RecordAuthority): Promise<AuthorityRecord | null> {
    return this.em.findOne(AuthorityRecord, { plantId, authority });
  }

  /**
   * @param plant held against others
   * @param given fields of the record, each with what it is to hold; what is kept with the plant or on its card goes there
   * @param rules those that hold for the plant; the tenant's own where none are given
   * @throws DatesOutOfOrder
   */
  async write(plant: Plant, record: AuthorityRecord, given: Facts, by: RecordedBy, rules?: PlantRules): Promise<void> {
    const of = (place: string | undefined) => Object.fromEntries(Object.entries(given).filter(([field, value]) => value !== undefined && fieldsKeptElsewhere[`${record.authority}.${field}`] === place));
    const [own, ofPlant, ofCard] = [of(undefined), of('plant'), of('registry-card')];
    demandOrder(record.authority, { ...record.facts, ...own });
    if (Object.keys(ofPlant).length > 0) plant.update(ofPlant as UpdatePlantBody, rules ?? (await this.rules.read()));
    if (Object.keys(ofCard).length > 0) this.cards.change(await this.cards.findOrBegin(plant), ofCard, by.userId);
    if (record.change(own, by).length === 0) return;
    this.em.persist(record);
    if (record.authority === 'gse') plant.grant(incentivesOf({ ...record.facts }));
    if (record.authority === 'customs') plant.grant({ customsLicenceActive: licenceActiveOn({ ...record.facts }, todayInItaly()) });
  }
}

function demandOrder(authority: RecordAuthority, facts: Facts): void {
  for (const [first, second] of datesInOrder[authority]) {
    const [from, to] = [facts[first], facts[second]];
    if (typeof from === 'string' && typeof to === 'string' && to < from) throw new DatesOutOfOrder(first, second);
  }
}
