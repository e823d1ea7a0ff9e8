import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { authorities, CompletedDeadline, DeadlinePage, DeadlineSummary, DeadlineView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

const path = '/api/v1/workflows/deadlines';
type ListOptions = { plant?: string; dueFrom?: string; dueTo?: string; status?: string; obligation?: string; authority?: string; overdue?: true; withinDays?: number; limit: number; all?: true };

export function addDeadlinesCommands(program: Command, context: () => Context): void {
  const deadlines = program.command('deadlines').description('what is due, and when');
  deadlines
    .command('list', { isDefault: true })
    .description('list deadlines by due date')
    .option('--plant <id>')
    .option('--due-from <date>', 'such as 2027-03-01')
    .option('--due-to <date>')
    .option('--status <status>', 'open, dateMissing, completed or withdrawn')
    .option('--obligation <code>')
    .addOption(new Option('--authority <name>', 'who receives it').choices(authorities))
    .option('--overdue', 'those whose day is past')
    .option('--within-days <n>', 'those that fall due in so many days', countOption)
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  deadlines
    .command('summary')
    .description('count deadlines by how soon they fall due')
    .action(() => summary(context()));
  deadlines
    .command('complete <id>')
    .description('complete a deadline; the next occurrence opens')
    .option('--on <date>', 'the day it was done', new Date().toISOString().slice(0, 10))
    .option('--note <text>', 'what proves it')
    .action((id: string, options: { on: string; note?: string }) => complete(context(), id, options));
}

async function list({ api, terminal }: Context, { all, limit, plant, overdue, ...filters }: ListOptions): Promise<void> {
  const found = await items(api, path, DeadlinePage, { ...filters, plantId: plant, ...(overdue ? { overdue: 'true' } : {}) }, all ? undefined : limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    [
      table(found.items, [
        { title: 'due', value: ({ dueOn }) => dueOn ?? '—' },
        { title: 'status', value: ({ status, overdue }) => (overdue ? `${status}, overdue` : status) },
        { title: 'priority', value: ({ priority }) => priority ?? '—' },
        { title: 'plant', value: ({ plantName, plantCode, plantId }) => plantName ?? plantCode ?? plantId, maxWidth: 36 },
        { title: 'obligation', value: ({ obligation }) => obligation.code },
        { title: 'authority', value: ({ obligation }) => obligation.authority },
        { title: 'id', value: ({ id }) => id },
      ]),
      `${grouped(found.items.length)} deadlines${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function summary({ api, terminal }: Context): Promise<void> {
  const counted = await api.call(`${path}/summary`, DeadlineSummary);
  terminal.result(counted, () =>
    [
      `${grouped(counted.overdue)} overdue`, `${grouped(counted.dueWithin7Days)} due within 7 days`, `${grouped(counted.dueWithin30Days)} within 30`,
      `${grouped(counted.dueWithin60Days)} within 60`, `${grouped(counted.open)} open`, `${grouped(counted.dateMissing)} without a date`,
    ].join(', '),
  );
}

async function complete({ api, terminal }: Context, id: string, { on, note }: { on: string; note?: string }): Promise<void> {
  const read = await api.call(`${path}/${encodeURIComponent(id)}`, DeadlineView);
  const completed = await api.call(`${path}/${read.id}/complete`, CompletedDeadline, {
    method: 'POST',
    headers: { 'if-match': `"${read.version}"`, 'idempotency-key': randomUUID() },
    body: { completedOn: on, ...(note ? { note } : {}) },
  });
  const next = completed.next?.dueOn ? `; next due on ${completed.next.dueOn}` : '';
  terminal.result(completed, () => `${completed.obligation.code} of ${printable(completed.plantName ?? completed.plantId)} completed on ${on}${next}.`);
}
