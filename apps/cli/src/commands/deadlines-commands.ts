import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { CompletedDeadline, DeadlinePage, DeadlineView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

const path = '/api/v1/workflows/deadlines';
type ListOptions = { plant?: string; dueFrom?: string; dueTo?: string; status?: string; obligation?: string; limit: number; all?: true };

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
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  deadlines
    .command('complete <id>')
    .description('complete a deadline; the next occurrence opens')
    .option('--on <date>', 'the day it was done', new Date().toISOString().slice(0, 10))
    .option('--note <text>', 'what proves it')
    .action((id: string, options: { on: string; note?: string }) => complete(context(), id, options));
}

async function list({ api, terminal }: Context, { all, limit, plant, ...filters }: ListOptions): Promise<void> {
  const found = await items(api, path, DeadlinePage, { ...filters, plantId: plant }, all ? undefined : limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    [
      table(found.items, [
        { title: 'due', value: ({ dueOn }) => dueOn ?? '—' },
        { title: 'status', value: ({ status, overdue }) => (overdue ? `${status}, overdue` : status) },
        { title: 'plant', value: ({ plantName, plantCode, plantId }) => plantName ?? plantCode ?? plantId, maxWidth: 36 },
        { title: 'obligation', value: ({ obligation }) => obligation.code },
        { title: 'authority', value: ({ obligation }) => obligation.authority },
        { title: 'id', value: ({ id }) => id },
      ]),
      `${grouped(found.items.length)} deadlines${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
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
