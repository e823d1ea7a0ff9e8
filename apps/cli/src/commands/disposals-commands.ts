import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { DisposalListPage, disposalListStatuses, DisposalListView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

const path = '/api/v1/workflows/disposal-lists';
const collect = (value: string, before: string[]): string[] => [...before, value];

export function addDisposalsCommands(program: Command, context: () => Context): void {
  const disposals = program.command('disposals').description('documents whose time is over, and who approved that they go for good');
  disposals
    .command('list', { isDefault: true })
    .description('list disposal lists, newest first')
    .addOption(new Option('--status <status>').choices(disposalListStatuses)).option('--limit <n>', 'how many', countOption, 50)
    .action((options: { status?: string; limit: number }) => list(context(), options));
  disposals
    .command('draw-up')
    .description('list documents that are over their retention and free of holds, for somebody to approve')
    .requiredOption('--reason <text>')
    .option('--document <id>', 'these alone; may be given several times', collect, [])
    .action((options: { reason: string; document: string[] }) => drawUp(context(), options));
  disposals.command('show <list>').description('what is on a list, and what became of it').action((id: string) => show(context(), id));
  disposals.command('approve <list>').description('let the documents of a list go for good; what is held by now is kept').action((id: string) => decide(context(), id, 'approve'));
  disposals.command('withdraw <list>').description('withdraw a list that nobody approved').action((id: string) => decide(context(), id, 'withdraw'));
}

async function list({ api, terminal }: Context, { status, limit }: { status?: string; limit: number }): Promise<void> {
  const found = await items(api, path, DisposalListPage, { status }, limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    table(found.items, [
      { title: 'drawn up', value: ({ drawnUpAt }) => drawnUpAt.slice(0, 10) },
      { title: 'status', value: ({ status: is }) => is },
      { title: 'documents', value: ({ documentCount }) => grouped(documentCount), align: 'right' },
      { title: 'reason', value: ({ reason }) => reason, maxWidth: 40 },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function drawUp({ api, terminal }: Context, { reason, document }: { reason: string; document: string[] }): Promise<void> {
  const body = { reason, ...(document.length === 0 ? {} : { documentIds: document }) };
  const drawn = await api.call(path, DisposalListView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(drawn, () => told(drawn));
}

async function show({ api, terminal }: Context, id: string): Promise<void> {
  const shown = await api.call(`${path}/${encodeURIComponent(id)}`, DisposalListView);
  terminal.result(shown, () => told(shown));
}

async function decide({ api, terminal }: Context, id: string, decision: 'approve' | 'withdraw'): Promise<void> {
  const { version } = await api.call(`${path}/${encodeURIComponent(id)}`, DisposalListView);
  const decided = await api.call(`${path}/${encodeURIComponent(id)}/${decision}`, DisposalListView, { method: 'POST', headers: { 'if-match': `"${version}"`, 'idempotency-key': randomUUID() }, body: {} });
  terminal.result(decided, () => told(decided));
}

function told(list: DisposalListView): string {
  return [
    table(list.items, [
      { title: 'document', value: ({ name }) => name, maxWidth: 48 },
      { title: 'category', value: ({ category }) => category },
      { title: 'kept until', value: ({ retainUntil }) => retainUntil ?? '—' },
      { title: 'state', value: ({ state, keptBecause }) => (keptBecause === null ? state : `${state}: ${keptBecause}`), maxWidth: 60 },
      { title: 'id', value: ({ documentId }) => documentId },
    ]),
    `${grouped(list.documentCount)} documents, ${list.status}: ${printable(list.reason)}  ${list.id}`,
  ].join('\n');
}
