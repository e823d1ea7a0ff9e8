import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { Plant } from './plant.entity.ts';
import { PlantNotFound } from './plant.errors.ts';

@Injectable()
export class PlantRepository {
  constructor(private readonly em: EntityManager) {}

  /** The plant as a command may change it. What the actor does not reach does not exist. */
  async reach(plantId: string, actor: Actor): Promise<Plant> {
    const plant = reachesPlant(actor, plantId) ? await this.em.findOne(Plant, { id: plantId, deletedAt: null }) : null;
    if (!plant) throw new PlantNotFound();
    return plant;
  }

  async byCode(codes: unknown[]): Promise<Map<string, Plant>> {
    const texts = codes.flatMap((code) => (typeof code === 'string' ? [code.trim()] : []));
    const plants = await this.em.find(Plant, { code: { $in: texts }, deletedAt: null });
    return new Map(plants.map((plant) => [plant.code, plant]));
  }
}
