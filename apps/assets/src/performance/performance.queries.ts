import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { performanceTargets, type PerformanceAlert, type PlantId, type PlantMonthView, type PlantPerformance, type PlantPerformanceQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { ReachedPlants, type ReachedPlant } from '../plants/reached-plants.repository.ts';
import { enteredColumns, nothingEntered, toEntered, type EnteredRow } from './entered-month.calc.ts';
import { MonthsNotSound } from './performance.errors.ts';
import { boundsOf, performanceOf } from './performance-of-month.calc.ts';

const mostMonths = 60;
const enteredSql = `select ${enteredColumns} from plant_month where plant_id = $1 and month between $2 and $3`;
// What a production meter counts below another one is counted there already.
const readSql = `with recursive above (meter_id, parent_id, level) as (
    select id, parent_id, 0 from component where plant_id = $1 and kind = 'meter' and measures = 'production'
    union all select a.meter_id, c.parent_id, a.level + 1 from above a join component c on c.id = a.parent_id where a.level < 100
  ), counted as (
    select meter_id from above except select a.meter_id from above a join component c on c.id = a.parent_id where c.kind = 'meter' and c.measures = 'production'
  )
  select to_char(r.starts_at at time zone $4, 'YYYY-MM') as month, sum(r.energy_wh)::bigint as energy_wh from counted join meter_reading r on r.meter_id = counted.meter_id
  where r.starts_at >= $2 and r.starts_at < $3 group by 1`;

@Injectable()
export class PerformanceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  async read(plantId: PlantId, month: string, actor: Actor): Promise<PlantMonthView> {
    const plant = await this.plants.demand(plantId, actor);
    return (await this.months(plant, [month]))[0] as PlantMonthView;
  }

  async list(plantId: PlantId, query: PlantPerformanceQuery, actor: Actor): Promise<PlantPerformance> {
    const plant = await this.plants.demand(plantId, actor);
    const today = dateIn(plant.timeZone, new Date());
    const { performanceRatio, availability } = performanceTargets;
    return { plantId, targets: { performanceRatio, availability }, months: await this.months(plant, monthsOf(query, today.slice(0, 7))), alerts: await this.alerts(plantId, today) };
  }

  private async months(plant: ReachedPlant, months: readonly string[]): Promise<PlantMonthView[]> {
    const [first = '', last = ''] = [months[0], months.at(-1)];
    const [from, to] = [boundsOf(first, plant.timeZone).fromMs, boundsOf(last, plant.timeZone).toMs].map((ms) => new Date(ms).toISOString());
    const entered = new Map((await tenantQuery<EnteredRow>(this.em, enteredSql, [plant.id, first, last])).map((row) => [row.month, toEntered(row)]));
    const read = new Map((await tenantQuery<{ month: string; energy_wh: string }>(this.em, readSql, [plant.id, from, to, plant.timeZone])).map(({ month, energy_wh }) => [month, BigInt(energy_wh)]));
    return months.map((month) => performanceOf(month, plant, entered.get(month) ?? nothingEntered, read.get(month) ?? null));
  }

  private async alerts(plantId: string, today: string): Promise<PerformanceAlert[]> {
    const [row] = await tenantQuery<{ late: number }>(this.em, `select count(*)::int as late from maintenance where plant_id = $1 and status in ('Planned', 'In Progress') and planned_on < $2::date`, [plantId, today]);
    const late = row?.late ?? 0;
    return late === 0 ? [] : [{ code: 'overdue-maintenance', severity: 'warning', detail: late === 1 ? 'Maintenance is overdue.' : `Maintenance is overdue ${late} times.` }];
  }
}

/** @throws MonthsNotSound */
function monthsOf({ from, to }: PlantPerformanceQuery, thisMonth: string): string[] {
  const last = numberOf(to ?? thisMonth);
  const first = from === undefined ? last - 11 : numberOf(from);
  if (first > last || last - first >= mostMonths) throw new MonthsNotSound();
  return Array.from({ length: last - first + 1 }, (_, at) => `${Math.floor((first + at) / 12)}-${String(((first + at) % 12) + 1).padStart(2, '0')}`);
}

function numberOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return year * 12 + number - 1;
}
