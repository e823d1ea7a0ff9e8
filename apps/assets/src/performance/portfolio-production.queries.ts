import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlantType, PortfolioProduction, PortfolioProductionQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { plantConditions } from '../plants/plant-filter.calc.ts';
import { usualTimeZone } from '../plants/reached-plants.repository.ts';
import { enteredColumns, nothingEntered, toEntered, type EnteredRow } from './entered-month.calc.ts';
import { boundsOf, performanceOf, type MeasuredPlant } from './performance-of-month.calc.ts';
import { productionOf } from './portfolio-production.calc.ts';

type PlantRow = { id: string; type: PlantType; capacity_w: string; region: string | null; time_zone: string | null };
type ReadRow = { plant_id: string; month: string; energy_wh: string };

/** Production meters that no other one counts already, and what they read by the months of their plants. */
const readSql = `with recursive above (meter_id, plant_id, parent_id, level) as (
    select id, plant_id, parent_id, 0 from component where plant_id = any($1) and kind = 'meter' and measures = 'production'
    union all select a.meter_id, a.plant_id, c.parent_id, a.level + 1 from above a join component c on c.id = a.parent_id where a.level < 100
  ), counted as (
    select meter_id, plant_id from above where level = 0
    except select a.meter_id, a.plant_id from above a join component c on c.id = a.parent_id where c.kind = 'meter' and c.measures = 'production'
  )
  select counted.plant_id, to_char(r.starts_at at time zone coalesce(p.time_zone, '${usualTimeZone}'), 'YYYY-MM') as month, sum(r.energy_wh)::bigint as energy_wh
  from counted join plant p on p.id = counted.plant_id join meter_reading r on r.meter_id = counted.meter_id
  where r.starts_at >= $2 and r.starts_at < $3 group by 1, 2`;
const dayMs = 86_400_000;

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
    const read = await this.readings(ids, previousMonth, month);
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

  private async readings(plantIds: readonly string[], first: string, last: string): Promise<Map<string, bigint>> {
    // A day more at both ends, for every clock there is; what falls outside belongs to another month.
    const [from, to] = [boundsOf(first, 'UTC').fromMs - dayMs, boundsOf(last, 'UTC').toMs + dayMs].map((ms) => new Date(ms).toISOString());
    const rows = await tenantQuery<ReadRow>(this.em, readSql, [plantIds, from, to]);
    return new Map(rows.map(({ plant_id, month, energy_wh }) => [`${plant_id}/${month}`, BigInt(energy_wh)]));
  }
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}
