import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { CustomFieldList, customFieldTypes, CustomFieldView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { table } from '../format/table.calc.ts';
import { documentIn } from './recipe-document.ts';

const path = '/api/v1/assets/custom-fields';
type DefineOptions = { type: string; label: string; labelIt?: string; option: string[]; unit?: string; required?: true; appliesTo?: string };

export function addCustomFieldsCommands(program: Command, context: () => Context): void {
  const fields = program.command('custom-fields').description('fields of plants that the tenant defines; one is named by its key');
  fields.command('list', { isDefault: true }).description('custom fields').action(() => list(context()));
  fields
    .command('define <key>')
    .description('define a custom field')
    .requiredOption('--type <type>', customFieldTypes.join(', '))
    .requiredOption('--label <text>', 'what it is called, in English')
    .option('--label-it <text>', 'what it is called in Italian; as in English unless said')
    .option('--option <value>', 'what a select is one of; may be said again', (value: string, all: string[]) => [...all, value], [] as string[])
    .option('--unit <unit>', 'of a number, such as m')
    .option('--required', 'whether new plants must have it')
    .option('--applies-to <file>', 'to which plants it applies: a predicate as JSON; to all unless said')
    .action((key: string, options: DefineOptions) => define(context(), key, options));
  fields.command('retire <key>').description('take no values for it any more; plants keep what they hold').option('--reason <text>').action((key: string, options: { reason?: string }) => setRetired(context(), key, true, options));
  fields.command('reinstate <key>').description('take values for a retired field again').option('--reason <text>').action((key: string, options: { reason?: string }) => setRetired(context(), key, false, options));
}

async function list({ api, terminal }: Context): Promise<void> {
  const { items } = await api.call(path, CustomFieldList);
  terminal.result(items, () =>
    table(items, [
      { title: 'key', value: ({ key }) => key },
      { title: 'type', value: ({ type, unit }) => (unit ? `${type} (${unit})` : type) },
      { title: 'label', value: ({ label }) => label.en, maxWidth: 40 },
      { title: 'applies to', value: ({ appliesTo }) => (appliesTo ? JSON.stringify(appliesTo) : 'all'), maxWidth: 60 },
      { title: '', value: ({ required, retired }) => [required ? 'required' : '', retired ? 'retired' : ''].filter(Boolean).join(', ') },
    ]),
  );
}

async function define({ api, terminal }: Context, key: string, { type, label, labelIt, option, unit, required, appliesTo }: DefineOptions): Promise<void> {
  const predicate = appliesTo === undefined ? {} : { appliesTo: await documentIn(appliesTo) };
  const body = { key, type, label: { en: label, it: labelIt ?? label }, ...(option.length > 0 ? { options: option } : {}), ...(unit ? { unit } : {}), required: required === true, ...predicate };
  const field = await api.call(path, CustomFieldView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(field, () => `${field.key} is a field of plants now; recipes name it customFields.${field.key}`);
}

async function setRetired({ api, terminal }: Context, key: string, retired: boolean, { reason }: { reason?: string }): Promise<void> {
  const { items } = await api.call(path, CustomFieldList);
  const found = items.find((field) => field.key === key);
  if (!found) throw new CliError(`There is no custom field ${key}.`);
  const { label, options, unit, required, appliesTo } = found;
  const body = { label, options, unit, required, appliesTo, retired, ...(reason === undefined ? {} : { reason }) };
  const field = await api.call(`${path}/${found.id}`, CustomFieldView, { method: 'PUT', headers: { 'if-match': `"${found.version}"` }, body });
  terminal.result(field, () => `${field.key} is ${field.retired ? 'retired; plants keep what they hold' : 'a field of plants again'}`);
}
