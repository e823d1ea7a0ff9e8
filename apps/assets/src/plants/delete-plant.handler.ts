import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { PlantRepository } from './plant.repository.ts';

@Injectable()
export class DeletePlantHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly plants: PlantRepository,
  ) {}

  /** The record stays, hidden, for the audit trail; its code is free again. */
  @Transactional()
  async execute(plantId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const plant = await this.plants.reach(plantId, actor);
    expectVersion(plant.version, expectedVersion);
    plant.delete();
  }
}
