import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MoveComponentBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { ComponentRepository } from './component.repository.ts';

@Injectable()
export class MoveComponentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly components: ComponentRepository,
  ) {}

  /** Everything that is part of the component goes with it. */
  @Transactional()
  async execute(plantId: string, componentId: string, { parentId }: MoveComponentBody, expectedVersion: number, actor: Actor): Promise<void> {
    const places = await this.components.hold(plantId);
    const component = await this.components.reach(plantId, componentId, actor);
    expectVersion(component.version, expectedVersion);
    places.demandMove(componentId, parentId);
    component.move(parentId);
  }
}
