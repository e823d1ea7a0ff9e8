import type pg from 'pg';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { withDatabase } from '../database.ts';
import type { Operator } from '../operator.ts';

type Outbox = { service: ServiceName; waiting: number; oldestSeconds: number };
type Imports = { status: string; jobs: number; tenants: number; oldestAt: string };
type Deliveries = { waiting: number; late: number; dead: number; lanes: number; failingLanes: number; stoppedLanes: number };
type Upkeep = { service: ServiceName; name: string; lastDoneAt: string | null; running: boolean; failing: boolean };

/** How much there is to do and what does not work, of all tenants together: numbers, and nothing that a tenant holds. */
export type InstallationStatus = { outboxes: Outbox[]; imports: Imports[]; deliveries: Deliveries; upkeep: Upkeep[] };

/** Reads the state of an installation from its database, through connections that cannot write. */
export function readStatus(operator: Pick<Operator, 'databaseUrl'>): Promise<InstallationStatus> {
  return withDatabase(operator.databaseUrl, { readOnly: true, statementTimeoutMs: 10_000 }, async (database) => ({
    outboxes: (await Promise.all(serviceNames.map((service) => outboxOf(database, service)))).flat(),
    imports: await importsOf(database),
    deliveries: await deliveriesOf(database),
    upkeep: (await Promise.all(serviceNames.map((service) => upkeepOf(database, service)))).flat(),
  }));
}

async function outboxOf(database: pg.Pool, service: ServiceName): Promise<Outbox[]> {
  const { rows } = await database.query<Omit<Outbox, 'service'>>(
    `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(recorded_at)), 0)::int as "oldestSeconds" from ${service}.outbox_message where published_at is null`,
  );
  return rows.map((row) => ({ service, ...row }));
}

/** Those that are not over, and what became of those of the last day. */
async function importsOf(database: pg.Pool): Promise<Imports[]> {
  const { rows } = await database.query<Omit<Imports, 'oldestAt'> & { oldestAt: Date }>(
    `select status, count(*)::int as jobs, count(distinct tenant_id)::int as tenants, min(created_at) as "oldestAt" from intake.import_job
     where finished_at is null or finished_at > now() - interval '24 hours' group by status order by status`,
  );
  return rows.map((row) => ({ ...row, oldestAt: row.oldestAt.toISOString() }));
}

/** Late is what might have been sent a minute ago and was not; a failing lane is one whose circuit is open. */
async function deliveriesOf(database: pg.Pool): Promise<Deliveries> {
  const { rows } = await database.query<Deliveries>(
    `select (select count(*) from intake.delivery_turn)::int as waiting,
       (select count(*) from intake.delivery_turn t join intake.delivery_lane l using (origin_id)
        where t.due_at < now() - interval '1 minute' and not l.stopped and l.ready_at < now() - interval '1 minute')::int as late,
       (select count(*) from intake.delivery where status = 'dead')::int as dead, count(*)::int as lanes,
       (count(*) filter (where failures >= failures_to_open))::int as "failingLanes", (count(*) filter (where stopped))::int as "stoppedLanes"
     from intake.delivery_lane`,
  );
  return rows[0] ?? { waiting: 0, late: 0, dead: 0, lanes: 0, failingLanes: 0, stoppedLanes: 0 };
}

/** Of services that have upkeep: their schema of it is there. */
async function upkeepOf(database: pg.Pool, service: ServiceName): Promise<Upkeep[]> {
  const schema = `${service}_jobs`;
  const { rows: [there] } = await database.query<{ known: boolean }>('select to_regclass($1) is not null and to_regclass($2) is not null as known', [`${schema}.upkeep_done`, `${schema}._private_known_crontabs`]);
  if (!there?.known) return [];
  const { rows } = await database.query<Omit<Upkeep, 'service' | 'lastDoneAt'> & { lastDoneAt: Date | null }>(
    `select k.identifier as name, d.ended_at as "lastDoneAt", coalesce(bool_or(j.locked_at is not null), false) as running, coalesce(bool_or(j.last_error is not null), false) as failing
     from ${schema}._private_known_crontabs k left join ${schema}.upkeep_done d on d.name = k.identifier left join ${schema}.jobs j on j.task_identifier = k.identifier
     group by 1, 2 order by 1`,
  );
  return rows.map((row) => ({ service, ...row, lastDoneAt: row.lastDoneAt?.toISOString() ?? null }));
}
