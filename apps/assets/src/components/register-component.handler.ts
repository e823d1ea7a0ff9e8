import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RegisterComponentBody } from '@kairos/contracts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { Component } from './component.entity.ts';
import { ComponentCodeTaken } from './component.errors.ts';
import { ComponentRepository } from './component.repository.ts';

@Injectable()
export class RegisterComponentHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
    private readonly components: ComponentRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, command: RegisterComponentBody, actor: Actor): Promise<{ componentId: string }> {
    await this.plants.demand(plantId, actor);
    const places = await this.components.hold(plantId);
    const parentId = command.parentId ?? null;
    places.demandRoom(parentId);
    if (await this.em.count(Component, { plantId, code: command.code, removedOn: null })) throw new ComponentCodeTaken(command.code);
    const component = Component.register(command, { plantId, parentId }, actor.tenantId);
    await this.components.demandSerialNumberFree(component);
    this.em.persist(component);
    return { componentId: component.id };
  }
}
