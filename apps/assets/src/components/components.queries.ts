import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '@kairos/auth';
import type { ComponentTree, ComponentView, ListComponentsQuery, Page, PlantId } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { ComponentNotFound } from './component.errors.ts';
import { toComponentView, toTree, type ComponentRow, type NodeRow } from './component-view.calc.ts';

/** The path is worked out from the parents, so that it is never another than theirs. */
const columns = `c.id, c.plant_id as "plantId", c.parent_id as "parentId", c.code, c.name, c.kind, c.manufacturer, c.model, c.serial_number as "serialNumber",
  c.installed_on::text as "installedOn", c.commissioned_on::text as "commissionedOn", c.removed_on::text as "removedOn", c.warranty_ends_on::text as "warrantyEndsOn",
  c.rated_power_w, c.sf6_mass_g, c.measures, c.notes, c.version, c.created_at, c.updated_at,
  (with recursive above (parent_id, code, level) as (
     select c.parent_id, c.code, 0 union all select p.parent_id, p.code, a.level + 1 from above a join component p on p.id = a.parent_id where a.level < 100
   ) select array_agg(code order by level desc) from above) as path`;
const standing = { without: 'c.removed_on is null', only: 'c.removed_on is not null', with: 'true' };

@Injectable()
export class ComponentsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  async read(plantId: string, componentId: string, actor: Actor): Promise<ComponentView> {
    await this.plants.demand(plantId, actor);
    const [row] = await tenantQuery<ComponentRow>(this.em, `select ${columns} from component c where c.id = $1 and c.plant_id = $2`, [componentId, plantId]);
    if (!row) throw new ComponentNotFound();
    return toComponentView(row);
  }

  /** One page by code: the cursor holds the code and id of the last component shown. */
  async list(plantId: string, query: ListComponentsQuery, actor: Actor): Promise<Page<ComponentView>> {
    await this.plants.demand(plantId, actor);
    const { kind, parentId, removed, warrantyEndsBy, text, cursor, limit } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string(), z.uuid()]));
    const values: unknown[] = [plantId, limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      'c.plant_id = $1', standing[removed],
      ...(kind ? [`c.kind = ${place(kind)}`] : []),
      ...(parentId ? [`c.parent_id = ${place(parentId)}`] : []),
      ...(warrantyEndsBy ? [`c.warranty_ends_on <= ${place(warrantyEndsBy)}::date`] : []),
      ...(text ? [`position(lower(${place(text)}) in lower(concat_ws(E'\\n', c.name, c.code, c.manufacturer, c.model, c.serial_number))) > 0`] : []),
      ...(after ? [`(c.code, c.id) > (${place(after[0])}, ${place(after[1])}::uuid)`] : []),
    ];
    const rows = await tenantQuery<ComponentRow>(this.em, `select ${columns} from component c where ${conditions.join(' and ')} order by c.code, c.id limit $2`, values);
    return toPage(rows, limit, toComponentView, ({ code, id }) => [code, id]);
  }

  async tree(plantId: PlantId, actor: Actor): Promise<ComponentTree> {
    await this.plants.demand(plantId, actor);
    const rows = await tenantQuery<NodeRow>(this.em, 'select id, parent_id, code, name, kind, rated_power_w from component where plant_id = $1 and removed_on is null order by code, id', [plantId]);
    return { plantId, components: toTree(rows) };
  }
}
