import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RemoveComponentBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { ComponentHasParts } from './component.errors.ts';
import { ComponentRepository } from './component.repository.ts';

@Injectable()
export class RemoveComponentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly components: ComponentRepository,
    private readonly plants: ReachedPlants,
  ) {}

  /** The record stays, with the day it was taken out; its code and serial number are free again. */
  @Transactional()
  async execute(plantId: string, componentId: string, { removedOn }: RemoveComponentBody, expectedVersion: number, actor: Actor): Promise<void> {
    const places = await this.components.hold(plantId);
    const component = await this.components.reach(plantId, componentId, actor);
    expectVersion(component.version, expectedVersion);
    const parts = places.partsOf(componentId);
    if (parts > 0) throw new ComponentHasParts(parts);
    component.remove(removedOn, dateIn((await this.plants.demand(plantId, actor)).timeZone, new Date()));
  }
}
