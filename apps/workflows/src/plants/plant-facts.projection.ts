import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  kilowattsOf, PlantDeleted, wattsOf,
  type EventOf, type PlantChanged, type PlantRegistered, type PlantSnapshot, type PlantStatus, type PlantStatusChanged, type PlantType,
} from '@kairos/contracts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';

export type PlantEvent = EventOf<typeof PlantRegistered | typeof PlantChanged | typeof PlantStatusChanged | typeof PlantDeleted | typeof PlantSnapshot>;
export type PlantFacts = ObligationFacts & { plantId: string; code: string; name: string; deleted: boolean };

type Row = { code: string; name: string; type: PlantType; status: PlantStatus; capacity_w: string; commissioned_on: string | null; deleted: boolean };

/** The last known facts of every plant. */
@Injectable()
export class PlantFactsProjection {
  constructor(private readonly em: EntityManager) {}

  /**
   * @returns the facts the event left and whether the plant has deadlines yet, or undefined when a newer event was here
   * before it
   */
  async apply({ type, tenantid, aggregateversion, data }: PlantEvent): Promise<(PlantFacts & { hasDeadlines: boolean }) | undefined> {
    const { plantId, code, name, status, capacityKw, commissionedOn } = data;
    const deleted = type === PlantDeleted.type || ('deleted' in data && data.deleted);
    // A snapshot repeats the version it was taken at, so an equal version is no older one.
    const [stored] = await this.em.execute<{ has_deadlines: boolean }[]>(
      `insert into plant_facts (tenant_id, plant_id, code, name, type, status, capacity_w, commissioned_on, deleted, plant_version)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, plant_id) do update set code = excluded.code, name = excluded.name, type = excluded.type,
         status = excluded.status, capacity_w = excluded.capacity_w, commissioned_on = excluded.commissioned_on,
         deleted = excluded.deleted, plant_version = excluded.plant_version
       where plant_facts.plant_version <= excluded.plant_version
       returning exists (select from deadline where deadline.plant_id = plant_facts.plant_id) as has_deadlines`,
      [tenantid, plantId, code, name, data.type, status, wattsOf(capacityKw).toString(), commissionedOn, deleted, aggregateversion],
    );
    return stored && { plantId, code, name, type: data.type, status, capacityKw, commissionedOn, deleted, hasDeadlines: stored.has_deadlines };
  }

  async find(plantId: string): Promise<PlantFacts | undefined> {
    const [row] = await this.em.execute<Row[]>(
      'select code, name, type, status, capacity_w, commissioned_on::text, deleted from plant_facts where plant_id = ?',
      [plantId],
    );
    if (!row) return undefined;
    const { capacity_w, commissioned_on, ...facts } = row;
    return { ...facts, plantId, capacityKw: kilowattsOf(BigInt(capacity_w)), commissionedOn: commissioned_on };
  }
}
