import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { UpdateComponentBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { ComponentRepository } from './component.repository.ts';

@Injectable()
export class UpdateComponentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly components: ComponentRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, componentId: string, command: UpdateComponentBody, expectedVersion: number, actor: Actor): Promise<void> {
    const component = await this.components.reach(plantId, componentId, actor);
    expectVersion(component.version, expectedVersion);
    const changed = component.update(command);
    if (changed.includes('serialNumber') || changed.includes('manufacturer')) await this.components.demandSerialNumberFree(component);
  }
}
