import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { Instant, wattsOf, type ListPlantsQuery, type Page, type PlantView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { plantConditions } from './plant-filter.calc.ts';
import { takenBack } from '../plant-changes/plant-as-of.calc.ts';
import { PlantChangesQueries } from '../plant-changes/plant-changes.queries.ts';
import { activeAndInactive } from '../custom-fields/custom-field-rules.calc.ts';
import { flatCustomFields } from '../custom-fields/custom-field-paths.calc.ts';
import { predicateFactsOf, restoredCustomFields } from './custom-fields-of-plant.calc.ts';
import { PlantNotFound } from './plant.errors.ts';
import type { PlantFacts } from './plant-facts.calc.ts';
import type { PlantRules } from './plant-rules.calc.ts';
import { PlantRulesRepository } from './plant-rules.repository.ts';
import { sizeBandOf, toPlantView, type PlantRow } from './plant-view.calc.ts';

const columns = `id, code, name, type, status, capacity_w, location, address, municipality, province, region, latitude_deg,
  longitude_deg, commissioned_on::text as commissioned_on, commissioning_year, owner_name, technology, pod_code, protected_area, time_zone, incentives_per_year_eur,
  incentives_total_eur, customs_licence_active, tags, notes, custom_fields,
  version, created_at, updated_at`;

type SortRow = Pick<PlantRow, 'name' | 'code' | 'capacity_w' | 'created_at'>;

/** Sort keys by column, with what a cursor holds of it: capacity in whole watts, times to the millisecond they are written with. */
const sortColumns = {
  name: { column: 'name', type: 'text', shape: z.string(), of: (row: SortRow) => row.name },
  code: { column: 'code', type: 'text', shape: z.string(), of: (row: SortRow) => row.code },
  capacityKw: { column: 'capacity_w', type: 'bigint', shape: z.string().regex(/^\d{1,18}$/), of: (row: SortRow) => row.capacity_w },
  createdAt: { column: 'created_at', type: 'timestamptz', shape: Instant, of: (row: SortRow) => toInstant(row.created_at) },
} as const;

@Injectable()
export class PlantsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly changes: PlantChangesQueries,
    private readonly rules: PlantRulesRepository,
  ) {}

  /** @param asOf an instant: the plant as it was then, at the version it had */
  async read(plantId: string, actor: Actor, asOf?: string): Promise<PlantView> {
    const rows = await tenantQuery<PlantRow>(
      this.em,
      `select ${columns} from plant where id = $1 and deleted_at is null and ($2::uuid[] is null or id = any($2))`,
      [plantId, plantScope(actor)],
    );
    if (!rows[0]) throw new PlantNotFound();
    const plant = toPlantView(rows[0], await this.rulesFor(rows));
    return asOf === undefined ? plant : this.asOf(plant, asOf);
  }

  private async asOf(plant: PlantView, asOf: string): Promise<PlantView> {
    if (new Date(plant.createdAt) > new Date(asOf)) throw new PlantNotFound();
    const { later, changedAt } = await this.changes.after(plant.id, 'plant', asOf);
    const { customFields, inactiveCustomFields, ...facts } = plant;
    const { others, values } = restoredCustomFields(takenBack({ ...facts, ...flatCustomFields({ ...customFields, ...inactiveCustomFields }) }, later) as PlantFacts, null);
    const then = { ...(others as unknown as PlantView), ...(values ? toldApart(others as unknown as PlantView, values, await this.rules.read()) : { customFields: {}, inactiveCustomFields: {} }) };
    return { ...then, sizeBand: sizeBandOf(wattsOf(then.capacityKw)), version: (later.at(-1)?.version ?? plant.version + 1) - 1, updatedAt: changedAt ?? plant.createdAt };
  }

  /** One page in keyset order: the cursor holds the sort value and id of the last row shown. */
  async list(query: ListPlantsQuery, actor: Actor): Promise<Page<PlantView>> {
    const descending = query.sort.startsWith('-');
    const key = query.sort.replace('-', '') as keyof typeof sortColumns;
    const { column, type, shape, of } = sortColumns[key];
    const direction = descending ? 'desc' : 'asc';
    const after = query.cursor ? decodeCursor(query.cursor, z.tuple([shape, z.uuid()])) : null;
    const values: unknown[] = [query.limit + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = plantConditions(query, plantScope(actor), bind);
    if (after) conditions.push(`(${column}, id) ${descending ? '<' : '>'} (${bind(after[0])}::${type}, ${bind(after[1])}::uuid)`);
    const rows = await tenantQuery<PlantRow>(
      this.em,
      `select ${columns} from plant where ${conditions.join(' and ')}
       order by ${column} ${direction}, id ${direction} limit $1`,
      values,
    );
    const rules = await this.rulesFor(rows);
    return toPage(rows, query.limit, (row) => toPlantView(row, rules), (row) => [of(row), row.id]);
  }

  /** Those by which custom fields are told apart, where there is anything to tell apart. */
  private async rulesFor(rows: readonly PlantRow[]): Promise<PlantRules | undefined> {
    return rows.some(({ custom_fields }) => custom_fields !== null) ? this.rules.read() : undefined;
  }
}

function toldApart(plant: PlantView, values: PlantView['customFields'], rules: PlantRules): Pick<PlantView, 'customFields' | 'inactiveCustomFields'> {
  const { active, inactive } = activeAndInactive(values, predicateFactsOf({ ...plant, capacityW: wattsOf(plant.capacityKw) }, rules), rules.customFields);
  return { customFields: active, inactiveCustomFields: inactive };
}
