import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { Component } from './component.entity.ts';
import { ComponentNotFound, SerialNumberTaken } from './component.errors.ts';
import { ComponentPlaces } from './component-places.calc.ts';

@Injectable()
export class ComponentRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  /** The component as a command may change it. What the actor does not reach does not exist. */
  async reach(plantId: string, componentId: string, actor: Actor): Promise<Component> {
    await this.plants.demand(plantId, actor);
    const component = await this.em.findOne(Component, { id: componentId, plantId });
    if (!component) throw new ComponentNotFound();
    return component;
  }

  /** What is part of what in a plant, held until the transaction ends: two moves at once could make a ring that neither makes alone. */
  async hold(plantId: string): Promise<ComponentPlaces> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 50))', [plantId]);
    const rows = await this.em.execute<{ id: string; parent_id: string | null }[]>('select id, parent_id from component where plant_id = ? and removed_on is null', [plantId]);
    return new ComponentPlaces(rows.map(({ id, parent_id }) => [id, parent_id]));
  }

  /** @throws SerialNumberTaken */
  async demandSerialNumberFree({ id, manufacturer, serialNumber }: Component): Promise<void> {
    if (!manufacturer || !serialNumber) return;
    const others = await this.em.execute<unknown[]>(
      'select from component where lower(manufacturer) = lower(?) and serial_number = ? and removed_on is null and id <> ? limit 1', [manufacturer, serialNumber, id]);
    if (others.length > 0) throw new SerialNumberTaken(manufacturer, serialNumber);
  }
}
