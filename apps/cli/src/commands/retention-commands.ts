import { Argument, Option, type Command } from 'commander';
import { documentCategories, RetentionScheduleList, RetentionScheduleView, retentionStarts } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { table } from '../format/table.calc.ts';

const path = '/api/v1/workflows/retention-schedules';
type Rule = { years: string; from?: string; law: string };

export function addRetentionCommands(program: Command, context: () => Context): void {
  const retention = program.command('retention').description('how long documents are kept, by category');
  retention.command('list', { isDefault: true }).description('list how long documents of each category are kept, and by what law').action(() => list(context()));
  retention
    .command('set')
    .addArgument(new Argument('<category>').choices(documentCategories))
    .description('say how long documents of a category are kept from now on; what a document was promised before stays promised')
    .requiredOption('--years <n>', '0 for no time at all')
    .addOption(new Option('--from <what>', 'what the years are counted from; as it was unless told otherwise').choices(retentionStarts))
    .requiredOption('--law <text>', 'the law, contract or decision by which')
    .action((category: string, options: Rule) => set(context(), category, options));
}

async function list({ api, terminal }: Context): Promise<void> {
  const schedules = await api.call(path, RetentionScheduleList);
  terminal.result(schedules, () =>
    table(schedules.items, [
      { title: 'category', value: ({ category }) => category },
      { title: 'years', value: ({ years }) => String(years), align: 'right' },
      { title: 'from', value: ({ countedFrom }) => countedFrom },
      { title: 'set by', value: ({ origin }) => (origin === 'shipped' ? 'the product' : 'the tenant') },
      { title: 'law', value: ({ legalReference }) => legalReference, maxWidth: 60 },
    ]),
  );
}

async function set({ api, terminal }: Context, category: string, { years, from, law }: Rule): Promise<void> {
  if (!/^\d{1,3}$/.test(years.trim())) throw new CliError('--years must be a whole number.');
  const { items } = await api.call(path, RetentionScheduleList);
  const known = items.find((schedule) => schedule.category === category);
  const body = { years: Number(years), countedFrom: from ?? known?.countedFrom, legalReference: law };
  const said = await api.call(`${path}/${encodeURIComponent(category)}`, RetentionScheduleView, { method: 'PUT', headers: { 'if-match': `"${known?.version ?? 0}"` }, body });
  terminal.result(said, () => `${said.category}: ${said.years} years from ${said.countedFrom} (${said.legalReference})`);
}
