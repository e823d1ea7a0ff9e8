import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { Component } from '../components/component.entity.ts';
import type { ComponentHeld } from './components-of-chunk.calc.ts';
import type { ComponentUndoStep, PlacedComponent, TouchedComponent } from './plan-component-undo.calc.ts';

/** `held` as in `TouchedComponent`. */
export type ComponentUndoItem = { place: number; componentId: string; held: ComponentHeld | null; versionBefore: number };

// The earliest value of each field counts: later chunks of the same import saw what earlier ones had written.
const touchedSql = `with changes as (
    select *, version_before <> lag(version_after, 1, version_before) over (partition by component_id order by chunk_index) as gap from component_import_change where import_job_id = ?
  ), by_component as (
    select component_id, plant_id, min(version_before) as version_before, max(version_after) as version_after, bool_or(gap) as gap, bool_or(held is null) as registered from changes group by component_id, plant_id
  ), fields as (
    select c.component_id, jsonb_object_agg(f.key, f.value order by c.chunk_index desc) as held from changes c, jsonb_each(c.held::jsonb) f group by c.component_id
  )
  select b.component_id as "componentId", b.plant_id as "plantId", case when b.registered then null else coalesce(f.held, '{}') end as held, b.version_before as "versionBefore", b.version_after as "versionAfter", b.gap,
    c.code, p.code as "plantCode", c.version, c.removed_on is not null as removed, p.deleted_at is not null as "plantDeleted",
    b.registered and exists (select from meter_reading m where m.meter_id = b.component_id) as "hasReadings",
    b.registered and exists (select from maintenance m where m.plant_id = b.plant_id and m.component_id = b.component_id) as "hasMaintenance",
    exists (select from component_undo_item i where i.plant_id = b.plant_id and not i.done) as "plantHeld"
  from by_component b left join fields f using (component_id) left join component c on c.id = b.component_id left join plant p on p.id = b.plant_id order by c.code, b.component_id`;

/** What undos of imports of components do, recorded before they begin. */
@Injectable()
export class ComponentUndos {
  constructor(private readonly em: EntityManager) {}

  /** Holds what is part of what in the plants of an import until the transaction ends. */
  async holdPlants(importJobId: string): Promise<void> {
    await this.em.execute(
      'select pg_advisory_xact_lock(hashtextextended(plant.id::text, 50)) from (select distinct plant_id as id from component_import_change where import_job_id = ? order by plant_id) plant', [importJobId]);
  }

  async touched(importJobId: string, actor: Actor): Promise<TouchedComponent[]> {
    const rows = await this.em.execute<Omit<TouchedComponent, 'reached'>[]>(touchedSql, [importJobId]);
    return rows.map((row) => ({ ...row, reached: reachesPlant(actor, row.plantId) }));
  }

  /** Whether an import changed components before it was kept what. */
  async isWithoutHistory(importJobId: string): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>(
      `select from import_batch_receipt r, json_array_elements(r.results) e where r.import_job_id = ? and e ->> 'outcome' in ('created', 'updated')
         and not exists (select from component_import_change c where c.import_job_id = r.import_job_id) limit 1`, [importJobId]);
    return rows.length > 0;
  }

  /** The components of the plants of an import, taken out or not, and whoever has a serial number that it changed. */
  async around(importJobId: string): Promise<PlacedComponent[]> {
    return this.em.execute<PlacedComponent[]>(
      `select id, parent_id as "parentId", removed_on is null as standing, manufacturer, serial_number as "serialNumber" from component
       where plant_id in (select plant_id from component_import_change where import_job_id = ?)
         or removed_on is null and serial_number in (select held ->> 'serialNumber' from component_import_change where import_job_id = ?)`, [importJobId, importJobId]);
  }

  /** Records what will be done, in this order; from here on nobody else changes the components of these plants. */
  async open(tenantId: string, importJobId: string, steps: readonly ComponentUndoStep[]): Promise<void> {
    const rows = steps.map(({ componentId, plantId, held, versionBefore, manufacturer, serialNumber }, place) => (
      { place, component_id: componentId, plant_id: plantId, held, version_before: versionBefore, manufacturer, serial_number: serialNumber }));
    await this.em.execute(
      `insert into component_undo_item (tenant_id, import_job_id, place, component_id, plant_id, held, version_before, manufacturer, serial_number, was)
       select ?, ?, r.*, case when r.held is null then to_json(c) end
       from json_to_recordset(?::json) as r (place integer, component_id uuid, plant_id uuid, held json, version_before integer, manufacturer text, serial_number text) join component c on c.id = r.component_id`,
      [tenantId, importJobId, JSON.stringify(rows)]);
  }

  /** The part of an undo that lies in a range of places and is still to be done; its serial numbers are free afterwards, in whichever order they went round. */
  async openItems(importJobId: string, from: number, count: number): Promise<ComponentUndoItem[]> {
    const range = [importJobId, from, from + count];
    await this.em.execute(
      `update component c set serial_number = null from component_undo_item i
       where i.import_job_id = ? and i.place >= ? and i.place < ? and not i.done and i.serial_number is not null
         and c.tenant_id = i.tenant_id and c.removed_on is null and c.serial_number = i.serial_number and lower(c.manufacturer) = lower(i.manufacturer) and c.id <> i.component_id`, range);
    return this.em.execute<ComponentUndoItem[]>(
      `select place, component_id as "componentId", held, version_before as "versionBefore" from component_undo_item where import_job_id = ? and place >= ? and place < ? and not done order by place`, range);
  }

  /** Marks items as done, once their components are stored; for imports before them, those that got back what they held are as these left them. */
  async done(importJobId: string, items: readonly (ComponentUndoItem & { component: Component })[]): Promise<void> {
    const rows = JSON.stringify(items.map(({ place, componentId, held, versionBefore, component: { version } }) => ({ place, component_id: componentId, restored: held !== null, version_before: versionBefore, version })));
    const done = `json_to_recordset(?::json) as r (place integer, component_id uuid, restored boolean, version_before integer, version integer)`;
    await this.em.execute(`update component_undo_item i set done = true from ${done} where i.import_job_id = ? and i.place = r.place`, [rows, importJobId]);
    await this.em.execute(`update component_import_change c set version_after = r.version from ${done} where r.restored and c.component_id = r.component_id and c.version_after = r.version_before`, [rows]);
  }

  /** What became of the components in a range of places. */
  async outcome(importJobId: string, from: number, count: number): Promise<{ removed: number; restored: number }> {
    const [row] = await this.em.execute<{ removed: number; restored: number }[]>(
      `select count(*) filter (where held is null)::integer as removed, count(*) filter (where held is not null)::integer as restored
       from component_undo_item where import_job_id = ? and place >= ? and place < ? and done`, [importJobId, from, from + count]);
    return row ?? { removed: 0, restored: 0 };
  }
}
