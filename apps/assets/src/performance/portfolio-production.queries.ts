import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlantType, PortfolioProduction, PortfolioProductionQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { plantConditions } from '../plants/plant-filter.calc.ts';
import { usualTimeZone } from '../plants/reached-plants.repository.ts';
import { enteredColumns, nothingEntered, toEntered, type EnteredRow } from './entered-month.calc.ts';
import { energyRead } from './energy-read.sql.ts';
import { monthBefore } from './month-names.calc.ts';
import { performanceOf, type MeasuredPlant } from './performance-of-month.calc.ts';
import { productionOf } from './portfolio-production.calc.ts';

type PlantRow = { id: string; type: PlantType; capacity_w: string; region: string | null; time_zone: string | null };
type ReadRow = { plant_id: string; month: string; energy_wh: string };

const readSql = `with recursive asked as (select id, time_zone from plant where id = any($1)), wanted as (select unnest($2::text[]) as month), ${energyRead} select plant_id, month, energy_wh from read`;

@Injectable()
export class PortfolioProductionQueries {
  constructor(private readonly em: EntityManager) {}

  /** What the plants that a query lets through yielded in a month, beside the month before it. */
  async read({ month: asked, ...filters }: PortfolioProductionQuery, actor: Actor): Promise<PortfolioProduction> {
    const month = asked ?? monthBefore(dateIn(usualTimeZone, new Date()).slice(0, 7));
    const previousMonth = monthBefore(month);
    const values: unknown[] = [];
    const where = plantConditions(filters, plantScope(actor), (value) => `$${values.push(value)}`).join(' and ');
    const plants = await tenantQuery<PlantRow>(this.em, `select id, type, capacity_w, region, time_zone from plant where ${where}`, values);
    const ids = plants.map(({ id }) => id);
    const entered = await this.entered(ids, [previousMonth, month]);
    const read = await this.readings(ids, [previousMonth, month]);
    const monthOf = (name: string, { id }: PlantRow, plant: MeasuredPlant) => performanceOf(name, plant, entered.get(`${id}/${name}`) ?? nothingEntered, read.get(`${id}/${name}`) ?? null);
    return productionOf(month, previousMonth, plants.map((row) => {
      const plant: MeasuredPlant = { type: row.type, capacityW: BigInt(row.capacity_w), region: row.region, timeZone: row.time_zone ?? usualTimeZone };
      return { capacityW: plant.capacityW, month: monthOf(month, row, plant), previous: monthOf(previousMonth, row, plant) };
    }));
  }

  private async entered(plantIds: readonly string[], months: readonly string[]) {
    const rows = await tenantQuery<EnteredRow & { plant_id: string }>(this.em, `select plant_id, ${enteredColumns} from plant_month where plant_id = any($1) and month = any($2)`, [plantIds, months]);
    return new Map(rows.map((row) => [`${row.plant_id}/${row.month}`, toEntered(row)]));
  }

  private async readings(plantIds: readonly string[], months: readonly string[]): Promise<Map<string, bigint>> {
    const rows = await tenantQuery<ReadRow>(this.em, readSql, [plantIds, months]);
    return new Map(rows.map(({ plant_id, month, energy_wh }) => [`${plant_id}/${month}`, BigInt(energy_wh)]));
  }
}
