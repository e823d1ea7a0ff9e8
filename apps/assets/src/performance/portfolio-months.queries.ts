import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlantType, PortfolioMonths, PortfolioMonthsQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { plantConditions } from '../plants/plant-filter.calc.ts';
import { usualTimeZone } from '../plants/reached-plants.repository.ts';
import { energyRead } from './energy-read.sql.ts';
import { monthBefore, monthsTo } from './month-names.calc.ts';
import { portfolioMonthOf, type KnownPlants } from './portfolio-months.calc.ts';

type Row = { all_plants: number; month: string; type: PlantType | null; region: string | null; plants: number; actual_wh: string; entered_plants: number; entered_actual_wh: string; entered_expected_wh: string; estimated_w: string };

/** Adds up where the rows are: one row for each month and kind of plants, however many there are. */
const monthsSql = (where: string) => `with recursive asked as (select id, type, region, capacity_w, time_zone from plant where ${where}), wanted as (select unnest($1::text[]) as month), ${energyRead},
  entered as (select m.plant_id, m.month, m.actual_wh, m.expected_wh from plant_month m join asked on asked.id = m.plant_id where m.month = any($1)),
  known as (
    select plant_id, month, coalesce(e.actual_wh, r.energy_wh) as actual_wh, e.expected_wh from entered e full join read r using (plant_id, month) where coalesce(e.actual_wh, r.energy_wh) is not null
  ), together as (
    select known.month, asked.type, asked.region, count(*)::int as plants, sum(actual_wh)::text as actual_wh, count(expected_wh)::int as entered_plants,
      coalesce(sum(actual_wh) filter (where expected_wh is not null), 0)::text as entered_actual_wh, coalesce(sum(expected_wh), 0)::text as entered_expected_wh, coalesce(sum(capacity_w) filter (where expected_wh is null), 0)::text as estimated_w
    from known join asked on asked.id = known.plant_id group by 1, 2, 3
  )
  select (select count(*)::int from asked) as all_plants, wanted.month, type, region, plants, actual_wh, entered_plants, entered_actual_wh, entered_expected_wh, estimated_w from wanted left join together on together.month = wanted.month`;

@Injectable()
export class PortfolioMonthsQueries {
  constructor(private readonly em: EntityManager) {}

  /** What the plants that a query lets through yielded, month by month, beside what was expected of them. */
  async read({ to, months: count, ...filters }: PortfolioMonthsQuery, actor: Actor): Promise<PortfolioMonths> {
    const months = monthsTo(to ?? monthBefore(dateIn(usualTimeZone, new Date()).slice(0, 7)), count);
    const values: unknown[] = [months];
    const where = plantConditions(filters, plantScope(actor), (value) => `$${values.push(value)}`).join(' and ');
    const rows = await tenantQuery<Row>(this.em, monthsSql(where), values);
    const known = Map.groupBy(rows.flatMap(toKnown), ({ month }) => month);
    return { plants: rows[0]?.all_plants ?? 0, months: months.map((month) => portfolioMonthOf(month, known.get(month) ?? [])) };
  }
}

function toKnown({ month, type, region, plants, actual_wh, entered_plants, entered_actual_wh, entered_expected_wh, estimated_w }: Row): KnownPlants[] {
  if (type === null) return [];
  return [{
    month, type, region, plants, actualWh: BigInt(actual_wh), estimatedW: BigInt(estimated_w),
    entered: { plants: entered_plants, actualWh: BigInt(entered_actual_wh), expectedWh: BigInt(entered_expected_wh) },
  }];
}
