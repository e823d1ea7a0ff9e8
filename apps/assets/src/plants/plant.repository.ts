import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { Plant } from './plant.entity.ts';
import { PlantNotFound } from './plant.errors.ts';

/** Code by code through the index of codes, which no other condition on deleted plants would find. */
const idsByCode = `select plant.id from unnest($1::text[]) as asked (code)
  cross join lateral (select id from plant where plant.code = asked.code and coalesce(deleted_at, 'infinity') = 'infinity' limit 1) as plant`;

@Injectable()
export class PlantRepository {
  constructor(private readonly em: EntityManager) {}

  /** The plant as a command may change it. What the actor does not reach does not exist. */
  async reach(plantId: string, actor: Actor): Promise<Plant> {
    const plant = reachesPlant(actor, plantId) ? await this.em.findOne(Plant, { id: plantId, deletedAt: null }) : null;
    if (!plant) throw new PlantNotFound();
    return plant;
  }

  /** The same, held until the transaction ends: who changes what belongs to the plant takes turns. */
  async hold(plantId: string, actor: Actor): Promise<Plant> {
    const plant = reachesPlant(actor, plantId) ? await this.em.findOne(Plant, { id: plantId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    if (!plant) throw new PlantNotFound();
    return plant;
  }

  /** The plants of these codes that there are. Few of a file's are known, or all: the unit of work is asked for those alone. */
  async byCode(codes: unknown[]): Promise<Map<string, Plant>> {
    const texts = codes.flatMap((code) => (typeof code === 'string' ? [code.trim()] : []));
    // In a transaction a statement is planned anew: one that was planned for an empty portfolio would read all of it.
    const known = await this.em.transactional(() => tenantQuery<{ id: string }>(this.em, idsByCode, [texts]));
    if (known.length === 0) return new Map();
    const plants = await this.em.find(Plant, { id: { $in: known.map(({ id }) => id) }, deletedAt: null });
    return new Map(plants.map((plant) => [plant.code, plant]));
  }
}
