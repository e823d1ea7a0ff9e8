import { Option, type Command } from 'commander';
import { documentCategories, DocumentTemplateList, DocumentView, templateFormats, TemplateVariableList } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { saveAs } from './documents-on-disk.ts';
import { uuid } from './options.ts';

const templates = '/api/v1/workflows/document-templates';
const documents = '/api/v1/workflows/documents';
type Target = { plant?: string; workflow?: string };
type FillOptions = { plant: string; workflow?: string; format?: string; name?: string; category?: string; blank?: true; out?: string };

export function addDocumentTemplatesCommands(program: Command, context: () => Context): void {
  const command = program.command('document-templates').description('letters and forms that are filled with what is known of a plant');
  command.command('list', { isDefault: true }).description('list those that ship, and documents with the tag template').action(() => list(context()));
  command
    .command('variables <template>')
    .description('what a template names, and what that is for a plant; <template> is a name of the list, or the id of a document')
    .option('--plant <id>').option('--workflow <id>', 'one of the plant')
    .action((template: string, options: Target) => variables(context(), template, options));
  command
    .command('fill <template>')
    .description('make a document of a template and save it')
    .requiredOption('--plant <id>').option('--workflow <id>', 'one of the plant, which the document is filed with')
    .addOption(new Option('--format <format>', 'of one that ships; pdf unless told otherwise').choices(templateFormats))
    .option('--name <text>', 'what the document is called')
    .addOption(new Option('--category <name>').choices(documentCategories))
    .option('--blank', 'leave the places empty of what is not known, and refuse nothing')
    .option('--out <file>', 'where to save it; under its own name unless told otherwise')
    .action((template: string, options: FillOptions) => fill(context(), template, options));
}

async function list({ api, terminal }: Context): Promise<void> {
  const found = await api.call(templates, DocumentTemplateList);
  terminal.result(found, () =>
    table(found.items, [
      { title: 'template', value: (item) => (item.origin === 'bundled' ? item.id : item.documentId) },
      { title: 'of', value: (item) => (item.origin === 'bundled' ? `the product, version ${item.version}` : 'the tenant') },
      { title: 'name', value: (item) => (item.origin === 'bundled' ? item.title.en : item.name), maxWidth: 56 },
      { title: 'category', value: ({ category }) => category },
      { title: 'formats', value: ({ formats }) => formats.join(', ') },
    ]),
  );
}

async function variables({ api, terminal }: Context, template: string, { plant, workflow }: Target): Promise<void> {
  const { path } = await placeOf(api, template);
  const found = await api.call(`${path}/variables`, TemplateVariableList, { query: { plantId: plant, workflowId: workflow } });
  terminal.result(found, () =>
    table(found.items, [
      { title: 'variable', value: ({ name }) => name }, { title: 'status', value: ({ status }) => status }, { title: 'text', value: ({ text }) => text ?? '—', maxWidth: 40 }, { title: 'from', value: ({ origin }) => origin ?? '—' },
    ]),
  );
}

async function fill({ api, terminal }: Context, template: string, { plant, workflow, format, name, category, blank, out }: FillOptions): Promise<void> {
  const { path, document } = await placeOf(api, template);
  if (document && format) throw new CliError('A document of the tenant is filled as what it is; leave --format out.');
  const own = document ? { name: name ?? `${document.name} (filled)`, category: category ?? document.category } : { name, category, format };
  const made = await api.call(`${path}/fill`, DocumentView, { method: 'POST', body: { ...own, plantId: plant, workflowId: workflow, ...(blank ? { unresolved: 'blank' } : {}) } });
  const target = out ?? made.latestVersion.fileName;
  const byteSize = await saveAs(await api.send(made.latestVersion.contentPath), target);
  terminal.result({ file: target, documentId: made.id, documentVersionId: made.latestVersion.id }, () => `${printable(target)}: ${grouped(byteSize)} bytes, kept as document ${made.id}`);
}

/** Where a template is asked for: by its name, or as the latest version of a document. */
async function placeOf(api: Context['api'], template: string): Promise<{ path: string; document?: DocumentView }> {
  if (!uuid.test(template)) return { path: `${templates}/${encodeURIComponent(template)}` };
  const document = await api.call(`${documents}/${template}`, DocumentView);
  return { path: `${documents}/${document.id}/versions/${document.latestVersion.id}`, document };
}
