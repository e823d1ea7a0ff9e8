import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { mostWaitingImports, overImportStatuses, type ImportFigures, type ImportStatisticsView, type ImportTrendsView, type IntakeHealthView, type OwnStatisticsView, type RecipeUsesView } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { ownImports } from '../own-imports.calc.ts';

type FiguresRow = {
  status: string | null; mode: string | null; target: string | null; recipe: string | null; level: number; jobs: number;
  read: number; created: number; updated: number; unchanged: number; rejected: number; skipped: number; bytes: number; meanSeconds: number | null; p95Seconds: number | null;
};
type RecipeUseRow = { name: string; uses: number; lastUsedAt: string; ageDays: number };
type HealthRow = { active: number; waiting: number; oldestWaitingSince: string | null; jobs: number; failed: number; meanSeconds: number | null };

/** Jobs of whom `$1` and `$2` name, as user and API key. */
const isOwn = '($1::uuid is null or (j.started_by_user_id = $1 and ($2::uuid is null or j.api_key_id = $2)))';
const zone = `coalesce((select time_zone from tenant_terms), 'UTC')`;
const seconds = `extract(epoch from j.finished_at - j.started_at)::float8`;
/** By the bits of `grouping`: which column a row of figures is grouped by. */
const levels = { all: 0b1111, status: 0b0111, mode: 0b1011, target: 0b1101, recipe: 0b1110 } as const;
const mostRecipes = 50;

/** Figures of imports, of everybody's or of the caller's own, straight from the jobs: their counts are kept with them. */
@Injectable()
export class StatisticsQueries {
  constructor(private readonly em: EntityManager) {}

  async imports(days: number, actor: Actor): Promise<ImportStatisticsView> {
    const rows = await tenantQuery<FiguresRow>(
      this.em,
      `select j.status, j.mode, j.target, j.recipe_name as recipe, grouping(j.status, j.mode, j.target, j.recipe_name) as level, count(*)::int as jobs,
         coalesce(sum(j.rows_read), 0)::float8 as read, coalesce(sum(j.rows_created), 0)::float8 as created, coalesce(sum(j.rows_updated), 0)::float8 as updated,
         coalesce(sum(j.rows_unchanged), 0)::float8 as unchanged, coalesce(sum(j.rows_rejected), 0)::float8 as rejected, coalesce(sum(j.rows_skipped), 0)::float8 as skipped,
         coalesce(sum(j.bytes_total), 0)::float8 as bytes, avg(${seconds}) as "meanSeconds", percentile_cont(0.95) within group (order by ${seconds}) as "p95Seconds"
       from import_job j where ${isOwn} and j.created_at > now() - $3 * interval '1 day'
       group by grouping sets ((), (j.status), (j.mode), (j.target), (j.recipe_name)) order by jobs desc, 1, 2, 3, 4`,
      [...ownerOf(actor), days],
    );
    const by = (key: 'status' | 'mode' | 'target' | 'recipe') => rows.filter(({ level }) => level === levels[key]).map((row) => ({ of: row[key] ?? '', ...toFigures(row) }));
    const [all] = rows.filter(({ level }) => level === levels.all);
    if (!all) throw new Error('The sum of no imports is a row too.');
    return { days, all: toFigures(all), byStatus: by('status'), byMode: by('mode'), byTarget: by('target'), byRecipe: by('recipe').slice(0, mostRecipes) };
  }

  /** What the caller did, whatever they may see of others. */
  async own({ userId }: Actor): Promise<OwnStatisticsView> {
    const [row] = await tenantQuery<OwnStatisticsView>(
      this.em,
      `select count(*)::int as total, (count(*) filter (where status = 'completed'))::int as completed, (count(*) filter (where status = 'failed'))::int as failed,
         (count(*) filter (where status <> all($2)))::int as active, (count(*) filter (where (created_at at time zone ${zone})::date = (now() at time zone ${zone})::date))::int as today,
         coalesce(sum(bytes_total), 0)::float8 as bytes, coalesce(sum(rows_created + rows_updated) filter (where mode = 'apply' and status <> 'undone'), 0)::float8 as records,
         (select count(*) from connector where created_by_user_id = $1)::int as connectors, (select count(distinct name) from recipe where created_by_user_id = $1)::int as recipes,
         (select count(distinct source_file_id) from source_file_upload where user_id = $1)::int as files
       from import_job where started_by_user_id = $1`,
      [userId, overImportStatuses],
    );
    if (!row) throw new Error('The sum of no imports is a row too.');
    return row;
  }

  async trends(days: number, actor: Actor): Promise<ImportTrendsView> {
    const [terms] = await tenantQuery<{ timeZone: string }>(this.em, `select ${zone} as "timeZone"`);
    const timeZone = terms?.timeZone ?? 'UTC';
    const items = await tenantQuery<ImportTrendsView['items'][number]>(
      this.em,
      `with day as (select generate_series((now() at time zone $4)::date - ($3::int - 1), (now() at time zone $4)::date, interval '1 day')::date as day)
       select day.day::text as day, count(j.id)::int as jobs, (count(*) filter (where j.status = 'completed'))::int as completed, (count(*) filter (where j.status = 'failed'))::int as failed,
         coalesce(sum(j.rows_read), 0)::float8 as "rowsRead", coalesce(sum(j.rows_rejected), 0)::float8 as "rowsRejected"
       from day left join import_job j on (j.created_at at time zone $4)::date = day.day and j.created_at > now() - ($3::int + 1) * interval '1 day' and ${isOwn}
       group by 1 order by 1`,
      [...ownerOf(actor), days, timeZone],
    );
    return { timeZone, items };
  }

  async recipes(actor: Actor): Promise<RecipeUsesView> {
    const rows = await tenantQuery<RecipeUseRow>(
      this.em,
      `with used as (select j.recipe_name as name, count(*)::int as uses, max(j.created_at) as last, min(j.created_at) as first from import_job j where ${isOwn} group by 1)
       select name, uses, last as "lastUsedAt", floor(extract(epoch from now() - coalesce((select min(created_at) from recipe r where r.name = used.name), first)) / 86400)::int as "ageDays"
       from used order by uses - 0.1 * extract(epoch from now() - coalesce((select min(created_at) from recipe r where r.name = used.name), first)) / 86400 desc, name limit ${mostRecipes}`,
      ownerOf(actor),
    );
    return { items: rows.map((row) => ({ ...row, lastUsedAt: toInstant(row.lastUsedAt), popularity: Math.round(row.uses * 10 - row.ageDays) / 10 })) };
  }

  async health(actor: Actor): Promise<IntakeHealthView> {
    const [row] = await tenantQuery<HealthRow>(
      this.em,
      `select (count(*) filter (where j.status in ('running', 'retrying', 'undoing')))::int as active, (count(*) filter (where j.status in ('queued', 'scheduled')))::int as waiting,
         min(j.created_at) filter (where j.status in ('queued', 'scheduled')) as "oldestWaitingSince", (count(*) filter (where recent))::int as jobs,
         (count(*) filter (where recent and j.status = 'failed'))::int as failed, avg(${seconds}) filter (where recent) as "meanSeconds"
       from (select *, created_at > now() - interval '1 day' as recent from import_job where finished_at is null or status = 'undoing' or created_at > now() - interval '1 day') j where ${isOwn}`,
      ownerOf(actor),
    );
    const { active = 0, waiting = 0, oldestWaitingSince = null, jobs = 0, failed = 0, meanSeconds = null } = row ?? {};
    return {
      active, waiting, oldestWaitingSince: oldestWaitingSince && toInstant(oldestWaitingSince), lastDay: { jobs, failed, meanSeconds }, alarms: waiting > mostWaitingImports ? ['backlog'] : [],
    };
  }
}

export function ownerOf(actor: Actor): [string | null, string | null] {
  const { userId, apiKeyId } = ownImports(actor);
  return [userId, apiKeyId];
}

function toFigures({ jobs, read, created, updated, unchanged, rejected, skipped, bytes, meanSeconds, p95Seconds }: FiguresRow): ImportFigures {
  return { jobs, rows: { read, created, updated, unchanged, rejected, skipped }, bytes, errorRate: read === 0 ? 0 : rejected / read, meanSeconds, p95Seconds };
}
