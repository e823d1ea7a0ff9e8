import type pg from 'pg';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { oneRow, together, when, type Check, type Found } from './check.ts';

const patienceSeconds = 30;

/** Snapshots repeat a version and audit records have none. */
const isTold = `type not like '%.snapshot.v%' and type not like 'audit.%'`;

export const outboxDrains: Check = {
  name: 'events are published',
  async run({ database }) {
    return together(
      await Promise.all(
        serviceNames.map(async (service) => {
          const { backlog, oldest } = await oneRow<{ backlog: number; oldest: number }>(
            database,
            `select count(*)::int as backlog, coalesce(extract(epoch from now() - min(recorded_at)), 0)::int as oldest from ${service}.outbox_message where published_at is null`,
          );
          return { counts: { unpublished: backlog }, findings: oldest > patienceSeconds ? [`${service}: ${backlog} events wait, the oldest for ${oldest} s`] : [] };
        }),
      ),
    );
  },
};

export const versionsRise: Check = {
  name: 'versions of an aggregate only rise',
  async run({ database }) {
    return together(
      await Promise.all(
        serviceNames.map(async (service) => {
          const { aggregates, fallen, example } = await oneRow<{ aggregates: number; fallen: number; example: string | null }>(
            database,
            // Most aggregates have one event, which needs no comparing.
            `with event as materialized (select position, batch_index, aggregate_id, aggregate_version from ${service}.outbox_event where ${isTold}),
               told as (select aggregate_id, count(*) as events from event group by 1)
             select (select count(*)::int from told) as aggregates, count(*) filter (where aggregate_version < before)::int as fallen,
               min(aggregate_id) filter (where aggregate_version < before) as example
             from (select aggregate_id, aggregate_version, lag(aggregate_version) over (partition by aggregate_id order by position, batch_index) as before
                   from event where aggregate_id in (select aggregate_id from told where events > 1)) repeated`,
          );
          return { counts: { aggregates, fallen }, findings: when(fallen, `${service}: ${fallen} events are older than the one before them, for example of ${example}`) };
        }),
      ),
    );
  },
};

/** Aggregates whose events bear another name than their table. */
const tables: Record<string, string> = {
  'identity.access.changed': 'membership', 'identity.access.snapshot': 'membership', 'identity.access.session-revoked': 'session',
  'identity.access.tenant-changed': 'tenant', 'identity.access.tenant-snapshot': 'tenant',
  'identity.access.api-key-changed': 'api_key', 'identity.access.api-key-snapshot': 'api_key', 'workflows.notification.mail-due': 'notification_mail',
};
const tablesOfAggregates: Record<string, string> = { 'workflows.task': 'workflow_task' };

/** What stands for an aggregate whose row went with it. */
const remains: Record<string, string> = { 'workflows.document': 'exists (select from workflows.document_tombstone s where s.document_id = o.aggregate_id::uuid)' };

/** `intake.import-job.queued.v1` is of a row in `intake.import_job`. */
function tableOf(type: string): string {
  const [service = '', aggregate = ''] = type.split('.');
  return `${service}.${tables[type.replace(/\.v\d+$/, '')] ?? tablesOfAggregates[`${service}.${aggregate}`] ?? aggregate.replaceAll('-', '_')}`;
}

export const eventsHaveRows: Check = {
  name: 'every event has its row',
  async run({ database }) {
    return together(await Promise.all(serviceNames.map((service) => rowsOfService(database, service))));
  },
};

async function rowsOfService(database: pg.Pool, service: ServiceName): Promise<Found> {
  const { rows } = await database.query<{ type: string }>(`select distinct type from ${service}.outbox_message where type not like 'audit.%'`);
  return together(await Promise.all(rows.map(({ type }) => rowsOfEvent(database, service, type))));
}

async function rowsOfEvent(database: pg.Pool, service: ServiceName, type: string): Promise<Found> {
  const table = tableOf(type);
  // What is said once and never changes has no version.
  const { exists, versioned } = await oneRow<{ exists: boolean; versioned: boolean }>(
    database,
    `select to_regclass($1) is not null as exists, exists(select from pg_attribute where attrelid = to_regclass($1) and attname = 'version' and not attisdropped) as versioned`,
    [table],
  );
  if (!exists) return { counts: {}, findings: [`${type}: no table ${table}`] };
  const { events, missing, behind } = await oneRow<Record<'events' | 'missing' | 'behind', number>>(
    database,
    `select count(*)::int as events, count(*) filter (where t.id is null and not ${remains[table] ?? 'false'})::int as missing, count(*) filter (where ${versioned ? 't.version < o.aggregate_version' : 'false'})::int as behind
     from ${service}.outbox_event o left join ${table} t on t.id = o.aggregate_id::uuid where o.type = $1`,
    [type],
  );
  const findings = [...when(missing, `${type}: ${missing} events without a row in ${table}`), ...when(behind, `${type}: ${behind} events are ahead of their row`)];
  return { counts: { events, missing, behind }, findings };
}
