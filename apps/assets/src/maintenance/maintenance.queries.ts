import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { maintenanceTransitions, PlainDate, type ListMaintenanceQuery, type MaintenanceView, type Page } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { trimmedDecimal } from '../plants/trimmed-decimal.calc.ts';
import { ReachedPlants } from '../plants/reached-plants.repository.ts';
import { MaintenanceNotFound } from './maintenance.errors.ts';

const overdue = `(m.status in ('Planned', 'In Progress') and coalesce(m.planned_on < (now() at time zone coalesce(p.time_zone, 'Europe/Rome'))::date, false))`;
const columns = `m.id, m.plant_id as "plantId", m.component_id as "componentId", m.title, m.type, m.status, m.planned_on::text as "plannedOn", m.done_on::text as "doneOn", m.next_on::text as "nextOn",
  ${overdue} as overdue, m.estimated_cost_eur as "estimatedCostEur", m.actual_cost_eur as "actualCostEur", m.executor, m.man_hours as "manHours", m.anomalies,
  m.corrective_actions as "correctiveActions", m.version, m.created_at as "createdAt", m.updated_at as "updatedAt"`;
const from = 'from maintenance m join plant p on p.id = m.plant_id and p.deleted_at is null';
const inScope = '($1::uuid[] is null or m.plant_id = any($1))';
const sortOn = `coalesce(m.planned_on, 'infinity')`;
const Position = z.tuple([PlainDate.or(z.literal('infinity')), z.uuid()]);
type Row = Omit<MaintenanceView, 'mayBecome'>;

@Injectable()
export class MaintenanceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: ReachedPlants,
  ) {}

  async read(plantId: string, maintenanceId: string, actor: Actor): Promise<MaintenanceView> {
    await this.plants.demand(plantId, actor);
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} ${from} where m.id = $1 and m.plant_id = $2`, [maintenanceId, plantId]);
    if (!row) throw new MaintenanceNotFound();
    return toView(row);
  }

  async listOfPlant(plantId: string, query: Omit<ListMaintenanceQuery, 'plantId'>, actor: Actor): Promise<Page<MaintenanceView>> {
    const { id } = await this.plants.demand(plantId, actor);
    return this.list({ ...query, plantId: id }, actor);
  }

  /** One page by the day it is planned for, what has none last: the cursor holds that day and the id of the last one shown. */
  async list(query: ListMaintenanceQuery, actor: Actor): Promise<Page<MaintenanceView>> {
    const { plantId, componentId, status, type, dueFrom, dueTo, cursor, limit } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      inScope,
      ...(plantId ? [`m.plant_id = ${place(plantId)}`] : []),
      ...(componentId ? [`m.component_id = ${place(componentId)}`] : []),
      ...(status ? [`m.status = ${place(status)}`] : []),
      ...(type ? [`m.type = ${place(type)}`] : []),
      ...(dueFrom ? [`m.planned_on >= ${place(dueFrom)}::date`] : []),
      ...(dueTo ? [`m.planned_on <= ${place(dueTo)}::date`] : []),
      ...(query.overdue ? [`${overdue} = ${place(query.overdue === 'true')}`] : []),
      ...(after ? [`(${sortOn}, m.id) > (${place(after[0])}::date, ${place(after[1])}::uuid)`] : []),
    ];
    const rows = await tenantQuery<Row>(this.em, `select ${columns} ${from} where ${conditions.join(' and ')} order by ${sortOn}, m.id limit $2`, values);
    return toPage(rows, limit, toView, ({ plannedOn, id }) => [plannedOn ?? 'infinity', id]);
  }
}

function toView(row: Row): MaintenanceView {
  return {
    ...row, mayBecome: [...maintenanceTransitions[row.status]], estimatedCostEur: trimmedDecimal(row.estimatedCostEur), actualCostEur: trimmedDecimal(row.actualCostEur),
    manHours: trimmedDecimal(row.manHours), createdAt: toInstant(row.createdAt), updatedAt: toInstant(row.updatedAt),
  };
}
