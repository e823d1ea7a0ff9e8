import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { performanceTargets, type PerformanceAlert, type PlantId, type PlantMonthView, type PlantPerformance, type PlantPerformanceQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { dateIn } from '../plants/date-in-zone.calc.ts';
import { ReachedPlants, type ReachedPlant } from '../plants/reached-plants.repository.ts';
import { enteredColumns, nothingEntered, toEntered, type EnteredRow } from './entered-month.calc.ts';
import { energyRead } from './energy-read.sql.ts';
import { monthsTo, numberOfMonth } from './month-names.calc.ts';
import { MonthsNotSound } from './performance.errors.ts';
import { boundsOf, performanceOf, whileItRuns } from './performance-of-month.calc.ts';

const mostMonths = 60;
const enteredSql = `select ${enteredColumns} from plant_month where plant_id = $1 and month between $2 and $3`;
const readSql = `with recursive asked as (select id, time_zone from plant where id = $1), wanted as (select unnest($2::text[]) as month), ${energyRead} select month, energy_wh from read`;

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
    const entered = new Map((await tenantQuery<EnteredRow>(this.em, enteredSql, [plant.id, first, last])).map((row) => [row.month, toEntered(row)]));
    const read = new Map((await tenantQuery<{ month: string; energy_wh: string }>(this.em, readSql, [plant.id, months])).map(({ month, energy_wh }) => [month, BigInt(energy_wh)]));
    return months.map((month) => {
      const view = performanceOf(month, plant, entered.get(month) ?? nothingEntered, read.get(month) ?? null);
      return boundsOf(month, plant.timeZone).toMs > Date.now() ? whileItRuns(view) : view;
    });
  }

  private async alerts(plantId: string, today: string): Promise<PerformanceAlert[]> {
    const [row] = await tenantQuery<{ late: number }>(this.em, `select count(*)::int as late from maintenance where plant_id = $1 and status in ('Planned', 'In Progress') and planned_on < $2::date`, [plantId, today]);
    const late = row?.late ?? 0;
    return late === 0 ? [] : [{ code: 'overdue-maintenance', severity: 'warning', detail: late === 1 ? 'Maintenance is overdue.' : `Maintenance is overdue ${late} times.` }];
  }
}

/** @throws MonthsNotSound */
function monthsOf({ from, to }: PlantPerformanceQuery, thisMonth: string): string[] {
  const last = to ?? thisMonth;
  const count = from === undefined ? 12 : numberOfMonth(last) - numberOfMonth(from) + 1;
  if (count < 1 || count > mostMonths) throw new MonthsNotSound();
  return monthsTo(last, count);
}
