import type { Command } from 'commander';
import { AuditSummary } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

type Options = { hours: number; top: number };
type Counted = { what: string; count: number };

/** What happened lately, counted: where a security officer begins to look. */
export function addAuditSummaryCommand(audit: Command, context: () => Context): void {
  audit
    .command('summary')
    .description('count the audit records of the last hours by category, status, action and actor')
    .option('--hours <n>', 'how far back, 744 at most', countOption, 24)
    .option('--top <n>', 'how many of the most frequent actions and actors', countOption, 10)
    .action((options: Options) => summarise(context(), options));
}

async function summarise({ api, terminal }: Context, { hours, top }: Options): Promise<void> {
  const summary = await api.call('/api/v1/identity/audit-records/summary', AuditSummary, { query: { hours, top } });
  terminal.result(summary, () => told(summary));
}

function told({ from, until, total, byCategory, byStatus, byAction, byActor, byHour }: AuditSummary): string {
  const busiest = byHour.reduce((most, hour) => (hour.count > most.count ? hour : most), { from, count: 0 });
  return [
    `${total} records from ${from} until ${until}${busiest.count > 0 ? `, most in the hour from ${busiest.from}: ${busiest.count}` : ''}`,
    counted('status', byStatus.map(({ status, count }) => ({ what: status, count }))),
    counted('category', byCategory.map(({ category, count }) => ({ what: category, count }))),
    counted('action', byAction.map(({ action, count }) => ({ what: action, count }))),
    counted('actor', byActor.map(({ count, ...actor }) => ({ what: nameOf(actor), count }))),
  ].join('\n\n');
}

function counted(title: string, rows: Counted[]): string {
  return table(rows, [{ title, value: ({ what }) => what, maxWidth: 60 }, { title: 'records', value: ({ count }) => String(count), align: 'right' }]);
}

/** What a service did in somebody's name is told apart from what they did themselves. */
function nameOf({ actorKind, actorId, actorEmail }: Omit<AuditSummary['byActor'][number], 'count'>): string {
  const name = actorEmail ?? actorId;
  if (actorKind !== 'service') return name ?? 'nobody';
  return name ? `${name}, through a service` : 'a service';
}
