import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangePlantStatusBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { PlantRepository } from './plant.repository.ts';
import { PlantRulesRepository } from './plant-rules.repository.ts';

@Injectable()
export class ChangePlantStatusHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, command: ChangePlantStatusBody, expectedVersion: number, actor: Actor): Promise<void> {
    const plant = await this.plants.reach(plantId, actor);
    expectVersion(plant.version, expectedVersion);
    plant.changeStatus(command.status, await this.rules.read());
  }
}
