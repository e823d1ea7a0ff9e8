import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { RegisterPlantBody } from '@kairos/contracts';
import { Plant } from './plant.entity.ts';
import { OutsideRowScope, PlantCodeTaken } from './plant.errors.ts';
import { PlantRulesRepository } from './plant-rules.repository.ts';

@Injectable()
export class RegisterPlantHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute(command: RegisterPlantBody, actor: Actor): Promise<{ plantId: string }> {
    if (plantScope(actor) !== null) throw new OutsideRowScope();
    if (await this.em.count(Plant, { code: command.code, deletedAt: null })) throw new PlantCodeTaken(command.code);
    const plant = Plant.register(command, actor.tenantId, await this.rules.read());
    this.em.persist(plant);
    return { plantId: plant.id };
  }
}
