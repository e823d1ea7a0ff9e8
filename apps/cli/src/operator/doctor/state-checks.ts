import { oneRow, when, type Check } from './check.ts';

export const effectsAreSingle: Check = {
  name: 'no effect is double',
  async run({ database }) {
    const { standing, occurrences, plants, records } = await oneRow<Record<'standing' | 'occurrences' | 'plants' | 'records', number>>(
      database,
      `select
         (select count(*)::int from (select from workflows.deadline where status <> 'completed' group by tenant_id, plant_id, obligation_code having count(*) > 1) d) as standing,
         (select count(*)::int from (select from workflows.deadline where nominal_due_on is not null group by tenant_id, plant_id, obligation_code, nominal_due_on having count(*) > 1) d) as occurrences,
         (select count(*)::int from (select from assets.plant where deleted_at is null group by tenant_id, code having count(*) > 1) d) as plants,
         (select count(*)::int from (select from identity.audit_record group by id having count(*) > 1) d) as records`,
    );
    return {
      counts: { standingDeadlines: standing, occurrences, plantCodes: plants, auditRecords: records },
      findings: [
        ...when(standing, `${standing} obligations of a plant have more than one deadline that stands`),
        ...when(occurrences, `${occurrences} occurrences of an obligation have more than one deadline`),
        ...when(plants, `${plants} plant codes are used twice in one tenant`),
        ...when(records, `${records} audit records are there twice`),
      ],
    };
  },
};

/** Statuses of imports that a worker has or will take. */
const leased = `('scheduled', 'queued', 'running', 'retrying', 'undoing')`;

type Imports = { jobs: number; rows: number; uneven: number; differing: number };

export const importsAddUp: Check = {
  name: 'rows read = created + updated + unchanged + rejected + skipped, each row once',
  async run({ database }) {
    const { jobs, rows, uneven, differing } = await oneRow<Imports>(
      database,
      `with recent as (select * from intake.import_job where not results_gone and results_removed_at is null and (created_at > now() - interval '24 hours' or status in ${leased}) order by id desc limit 200),
       told as (
         select r.import_job_id, count(*) as read, count(distinct r.row_number) as rows,
           count(*) filter (where r.outcome = 'created') as created, count(*) filter (where r.outcome = 'updated') as updated,
           count(*) filter (where r.outcome = 'unchanged') as unchanged, count(*) filter (where r.outcome = 'rejected') as rejected,
           count(*) filter (where r.outcome = 'skipped') as skipped
         from intake.import_row_result r where r.import_job_id in (select id from recent) group by 1)
       select count(*)::int as jobs, coalesce(sum(j.rows_read), 0)::int as rows,
         (count(*) filter (where j.rows_read <> j.rows_created + j.rows_updated + j.rows_unchanged + j.rows_rejected + j.rows_skipped))::int as uneven,
         (count(*) filter (where row(j.rows_read, j.rows_read, j.rows_created, j.rows_updated, j.rows_unchanged, j.rows_rejected, j.rows_skipped)
           is distinct from row(coalesce(t.read, 0), coalesce(t.rows, 0), coalesce(t.created, 0), coalesce(t.updated, 0), coalesce(t.unchanged, 0), coalesce(t.rejected, 0), coalesce(t.skipped, 0))))::int as differing
       from recent j left join told t on t.import_job_id = j.id`,
    );
    return {
      counts: { jobs, rows, uneven, differing },
      findings: [...when(uneven, `${uneven} imports do not add up`), ...when(differing, `${differing} imports count other rows than they have results for`)],
    };
  },
};

export const nothingIsStuck: Check = {
  name: 'nothing is stuck in a state that is not final',
  async run({ database }) {
    const { unfinished, unleased, leftover, forsaken, overdue } = await oneRow<Record<'unfinished' | 'unleased' | 'leftover' | 'forsaken' | 'overdue', number>>(
      database,
      `select count(*) filter (where j.status in ${leased})::int as unfinished,
         count(*) filter (where j.status in ${leased} and l.import_job_id is null)::int as unleased,
         count(*) filter (where l.import_job_id is not null and (j.id is null or j.status not in ${leased}))::int as leftover,
         count(*) filter (where l.due_at = 'infinity' and (a.id is null or a.status in ('completed', 'failed', 'cancelled', 'undone')))::int as forsaken,
         -- A queue is no fault while somebody works at it.
         count(*) filter (where l.due_at < now() - interval '60 seconds'
           and not exists (select from intake.import_job_lease busy where busy.token is not null and busy.due_at > now()))::int as overdue
       from intake.import_job j full join intake.import_job_lease l on l.import_job_id = j.id
         left join intake.import_job a on a.id = j.after_job_id`,
    );
    return {
      counts: { unfinishedImports: unfinished, unleased, overdue },
      findings: [
        ...when(unleased, `${unleased} imports are not finished and no worker will take them`),
        ...when(leftover, `${leftover} leases belong to no unfinished import`),
        ...when(forsaken, `${forsaken} imports wait for another that will not end any more`),
        ...when(overdue, `${overdue} imports wait and nobody works at any`),
      ],
    };
  },
};
