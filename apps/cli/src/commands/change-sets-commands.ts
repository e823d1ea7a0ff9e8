import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { ChangeSetPage, changeSetStatuses, ChangeSetView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantNamed } from './plant-named.ts';
import { documentIn } from './recipe-document.ts';

const path = '/api/v1/assets/change-sets';
type ListOptions = { status?: string; plant?: string; limit: number };
type ProposeOptions = { title: string; reason: string; plant?: string; part: string; set: string[]; file?: string };

export function addChangeSetsCommands(program: Command, context: () => Context): void {
  const sets = program.command('change-sets').description('changes of plants that one person proposes and another one approves');
  sets
    .command('list', { isDefault: true })
    .description('change sets, the last proposed first')
    .option('--status <status>', changeSetStatuses.join(', '))
    .option('--plant <codeOrId>', 'that change this plant')
    .option('--limit <n>', 'how many', countOption, 50)
    .action((options: ListOptions) => list(context(), options));
  sets.command('show <id>').description('what a change set changes: before, after and now').action((id: string) => show(context(), id));
  sets
    .command('propose')
    .description('propose changes of a plant, or of many by a file')
    .requiredOption('--title <title>')
    .requiredOption('--reason <text>', 'why')
    .option('--plant <codeOrId>')
    .option('--part <part>', 'plant, registry-card, dso, terna, gse or customs', 'plant')
    .option('--set <field=text>', 'what a field is to hold, nothing to empty it; field:=JSON for what is no text; may be said again', (said: string, all: string[]) => [...all, said], [] as string[])
    .option('--file <file>', 'the changes as JSON: [{ "plantId": …, "part": …, "facts": { … } }]')
    .action((options: ProposeOptions) => propose(context(), options));
  sets.command('approve <id>').description('approve and apply what somebody else proposed').option('--reason <text>').action((id: string, options: { reason?: string }) => decide(context(), id, 'approve', options));
  sets.command('reject <id>').description('reject what somebody else proposed').requiredOption('--reason <text>').action((id: string, options: { reason: string }) => decide(context(), id, 'reject', options));
  sets.command('withdraw <id>').description('take back what one proposed oneself').option('--reason <text>').action((id: string, options: { reason?: string }) => decide(context(), id, 'withdraw', options));
}

const post = (body: object) => ({ method: 'POST' as const, headers: { 'idempotency-key': randomUUID() }, body });

async function list({ api, terminal }: Context, { status, plant, limit }: ListOptions): Promise<void> {
  const plantId = plant === undefined ? undefined : (await plantNamed(api, plant)).id;
  const found = await items(api, path, ChangeSetPage, { ...(status ? { status } : {}), ...(plantId ? { plantId } : {}) }, limit);
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'proposed', value: ({ proposedAt }) => proposedAt.slice(0, 16).replace('T', ' ') },
      { title: 'status', value: (set) => set.status },
      { title: 'title', value: ({ title }) => title, maxWidth: 40 },
      { title: 'plants', value: ({ plantIds }) => String(plantIds.length), align: 'right' },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function show({ api, terminal }: Context, id: string): Promise<void> {
  tell(terminal, await api.call(`${path}/${encodeURIComponent(id)}`, ChangeSetView));
}

async function propose({ api, terminal }: Context, { title, reason, plant, part, set, file }: ProposeOptions): Promise<void> {
  if ((file === undefined) === (plant === undefined)) throw new CliError('Name a plant with --plant and --set, or a file with --file.');
  const changes = file === undefined ? [{ plantId: (await plantNamed(api, plant ?? '')).id, part, facts: Object.fromEntries(set.map(assignment)) }] : await documentIn(file);
  tell(terminal, await api.call(path, ChangeSetView, post({ title, reason, changes })));
}

async function decide({ api, terminal }: Context, id: string, how: 'approve' | 'reject' | 'withdraw', { reason }: { reason?: string }): Promise<void> {
  tell(terminal, await api.call(`${path}/${encodeURIComponent(id)}/${how}`, ChangeSetView, post(reason === undefined ? {} : { reason })));
}

/** `notes=as built` is a text, `moduleCount:=2400` JSON, and `notes=` nothing. */
function assignment(said: string): [string, unknown] {
  const [, field, json, value = ''] = /^([\w.]+)(:?)=(.*)$/s.exec(said) ?? [];
  if (field === undefined) throw new CliError(`${said} is no assignment: write field=text or field:=JSON.`);
  if (!json) return [field, value === '' ? null : value];
  try {
    return [field, JSON.parse(value) as unknown];
  } catch {
    throw new CliError(`${field}:= is followed by JSON.`);
  }
}

function tell(terminal: Context['terminal'], set: ChangeSetView): void {
  const told = (value: unknown) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));
  const fields = set.changes.flatMap(({ plantCode, part, fields: changed }) => changed.map((field) => ({ plantCode, part, ...field })));
  terminal.result(set, () =>
    [
      `${printable(set.title)}: ${set.status} (${set.id})`,
      table(fields, [
        { title: 'plant', value: ({ plantCode }) => plantCode, maxWidth: 20 },
        { title: 'part', value: ({ part }) => part },
        { title: 'field', value: ({ field }) => field },
        { title: 'before', value: ({ before }) => told(before), maxWidth: 30 },
        { title: 'after', value: ({ after }) => told(after), maxWidth: 30 },
        { title: '', value: ({ changedSince, now }) => (changedSince ? `holds ${told(now) || 'nothing'} now` : ''), maxWidth: 40 },
      ]),
    ].join('\n'),
  );
}
