import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody } from '@kairos/contracts';
import { executeInTransaction, tenantQuery } from '@kairos/tenancy';
import { Component } from '../components/component.entity.ts';
import { ComponentPlaces } from '../components/component-places.calc.ts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { serialKey, type PlantOfChunk, type SerialNumbers } from './components-of-chunk.calc.ts';

type Rows = ApplyBatchBody['rows'];

@Injectable()
export class ComponentsOfChunkRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  /** The plants that rows name and the actor reaches, by code, held until the transaction ends: no two chunks or moves put components into one plant at once. */
  async hold(rows: Rows, actor: Actor): Promise<Map<string, PlantOfChunk>> {
    const reached = await this.plants.byCode(textsOf(rows, 'plantCode'), actor);
    // In one order, so that two chunks never wait for one another.
    const ids = [...reached.values()].map(({ id }) => id).sort();
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(plant.id, 50)) from unnest(?::text[]) as plant (id)', [`{${ids.join(',')}}`]);
    return this.withComponents(reached);
  }

  /** The same for who only looks. */
  async look(rows: Rows, actor: Actor): Promise<Map<string, PlantOfChunk>> {
    return this.withComponents(await this.plants.byCode(textsOf(rows, 'plantCode'), actor));
  }

  /** Who has the serial numbers that rows name. */
  async serialNumbers(rows: Rows): Promise<SerialNumbers> {
    const held = await tenantQuery<{ id: string; manufacturer: string; serial_number: string }>(
      this.em, 'select id, manufacturer, serial_number from component where removed_on is null and serial_number = any($1)', [textsOf(rows, 'serialNumber')],
    );
    return new Map(held.map(({ id, manufacturer, serial_number }) => [serialKey(manufacturer, serial_number), id]));
  }

  /**
   * Writes the serial numbers of components whose former ones others take in the same transaction: a serial number is of one
   * component at any moment, and what is written after is in no order.
   */
  async handOver(components: readonly Component[]): Promise<void> {
    if (components.length === 0) return;
    const rows = JSON.stringify(components.map(({ id, manufacturer, serialNumber }) => ({ id, manufacturer: manufacturer ?? null, serial_number: serialNumber ?? null })));
    const given = 'from jsonb_to_recordset($1::jsonb) as given (id uuid, manufacturer text, serial_number text) where component.id = given.id';
    await executeInTransaction(this.em, `update component set serial_number = null ${given}`, [rows]);
    await executeInTransaction(this.em, `update component set manufacturer = given.manufacturer, serial_number = given.serial_number ${given}`, [rows]);
  }

  private async withComponents(reached: ReadonlyMap<string, { id: string }>): Promise<Map<string, PlantOfChunk>> {
    const components = await this.em.find(Component, { plantId: { $in: [...reached.values()].map(({ id }) => id) }, removedOn: null });
    const ofPlants = Map.groupBy(components, ({ plantId }) => plantId);
    return new Map([...reached].map(([code, { id }]) => {
      const standing = ofPlants.get(id) ?? [];
      const places = new ComponentPlaces(standing.map((component) => [component.id, component.parentId ?? null]));
      return [code, { id, components: new Map(standing.map((component) => [component.code, component])), places }];
    }));
  }
}

function textsOf(rows: Rows, field: string): string[] {
  return [...new Set(rows.flatMap(({ values: { [field]: value } }) => (typeof value === 'string' ? [value.trim()] : [])))];
}
