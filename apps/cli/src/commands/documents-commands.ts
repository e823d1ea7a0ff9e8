import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { documentCategories, documentFileTypeNames, DocumentPage, DocumentSearchPage, documentStatuses, DocumentVersionView, DocumentView, MissingDocumentList } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { nameOfAnswer, saveAnswer } from '../client/save-answer.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { addDocumentKeepingCommands } from './document-keeping-commands.ts';
import { countOption } from './options.ts';

const path = '/api/v1/workflows/documents';
type Facts = { category?: string; name?: string; tags?: string; note?: string; issuedOn?: string; expiresOn?: string; plant?: string; deadline?: string; workflow?: string; task?: string; requirement?: string; versionOf?: string };
type Narrowing = { category?: string; type?: string; status?: string; tag?: string; plant?: string; workflow?: string; task?: string; withinDays?: number };
type Filters = Narrowing & { limit: number; all?: true };

export function addDocumentsCommands(program: Command, context: () => Context): void {
  const documents = program.command('documents').description('what is filed for plants, workflows and tasks');
  addUpload(documents, context);
  narrowed(documents.command('list', { isDefault: true }))
    .description('list documents, newest first')
    .option('--limit <n>', 'how many', countOption, 50).option('--all', 'all of them')
    .action((options: Filters) => list(context(), options));
  narrowed(documents.command('search <words...>'))
    .description('find documents by words of their names, tags and texts; "a phrase", or, -without')
    .option('--limit <n>', 'how many', countOption, 20)
    .action((words: string[], options: Narrowing & { limit: number }) => search(context(), words.join(' '), options));
  documents
    .command('download <id> [file]')
    .description('save the latest version of a document, or another one')
    .option('--version-id <id>', 'which version')
    .action((id: string, file: string | undefined, options: { versionId?: string }) => download(context(), id, file, options.versionId));
  documents.command('missing <plantId>').description('what the open tasks, workflows and deadlines of a plant ask for and lack').action((plantId: string) => missing(context(), plantId));
  addDocumentKeepingCommands(documents, context);
}

function narrowed(command: Command): Command {
  return command
    .addOption(new Option('--category <name>').choices(documentCategories))
    .addOption(new Option('--type <kind>', 'the kind of file of the latest version').choices(documentFileTypeNames))
    .addOption(new Option('--status <status>').choices(documentStatuses))
    .option('--tag <tag>').option('--plant <id>').option('--workflow <id>').option('--task <id>')
    .option('--within-days <n>', 'those that expire in so many days', countOption);
}

/** What the API calls the options of a list. */
function queryOf({ type, plant, workflow, task, withinDays, ...filters }: Narrowing) {
  return { ...filters, fileType: type, plantId: plant, workflowId: workflow, taskId: task, expiringWithinDays: withinDays };
}

function addUpload(documents: Command, context: () => Context): void {
  documents
    .command('upload <file>')
    .description('store a document, or another version of one')
    .addOption(new Option('--category <name>').choices(documentCategories))
    .option('--version-of <id>', 'the document that it is a version of')
    .option('--name <text>', 'what it is called; the file’s name unless told otherwise')
    .option('--tags <tags>', 'joined by commas').option('--note <text>').option('--issued-on <date>').option('--expires-on <date>', 'such as 2027-03-01')
    .option('--plant <id>').option('--deadline <id>').option('--workflow <id>').option('--task <id>')
    .option('--requirement <code>', 'which of the documents that the task asks for it is')
    .action((file: string, options: Facts) => upload(context(), file, options));
}

async function upload({ api, terminal }: Context, file: string, { versionOf, plant, deadline, workflow, task, requirement, ...facts }: Facts): Promise<void> {
  if (!(await stat(file).catch(() => undefined))?.isFile()) throw new CliError(`${file} is not a file.`);
  if (!versionOf && !facts.category) throw new CliError('Say what it is with --category, or which document it is a version of with --version-of.');
  const send = { method: 'POST' as const, headers: { 'content-type': 'application/octet-stream' }, file: await openAsBlob(file) };
  if (versionOf) {
    const { note, issuedOn, expiresOn } = facts;
    const added = await api.call(`${path}/${encodeURIComponent(versionOf)}/versions`, DocumentVersionView, { ...send, query: { fileName: basename(file), note, issuedOn, expiresOn } });
    return terminal.result(added, () => `version ${added.number} of ${added.documentId}: ${added.id}`);
  }
  const query = { ...facts, fileName: basename(file), plantId: plant, deadlineId: deadline, workflowId: workflow, taskId: task, requirementCode: requirement };
  const stored = await api.call(path, DocumentView, { ...send, query });
  terminal.result(stored, () => `${printable(stored.name)} is stored: ${stored.id}`);
}

async function list({ api, terminal }: Context, { all, limit, ...filters }: Filters): Promise<void> {
  const found = await items(api, path, DocumentPage, queryOf(filters), all ? undefined : limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    [
      table(found.items, [
        { title: 'name', value: ({ name }) => name, maxWidth: 48 },
        { title: 'category', value: ({ category }) => category },
        { title: 'status', value: ({ status }) => status },
        { title: 'expires', value: ({ expiresOn }) => expiresOn ?? '—' },
        { title: 'version', value: ({ latestVersion }) => String(latestVersion.number), align: 'right' },
        { title: 'id', value: ({ id }) => id },
      ]),
      `${grouped(found.items.length)} documents${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function search({ api, terminal }: Context, q: string, { limit, ...filters }: Narrowing & { limit: number }): Promise<void> {
  const found = await api.call('/api/v1/workflows/document-search', DocumentSearchPage, { query: { ...queryOf(filters), q, limit: Math.min(50, limit) } });
  terminal.result(found, () =>
    [
      ...found.items.map(({ document, snippet }) => [`${printable(document.name)}  ${document.category}  ${document.id}`, ...(snippet === null ? [] : [`    ${printable(plainText(snippet))}`])].join('\n')),
      `${grouped(found.items.length)} documents${found.nextCursor === null ? '' : '; there are more'}`,
    ].join('\n'),
  );
}

async function download({ api, terminal }: Context, id: string, file: string | undefined, versionId: string | undefined): Promise<void> {
  const { latestVersion } = await api.call(`${path}/${encodeURIComponent(id)}`, DocumentView);
  const response = await api.send(versionId ? `${path}/${encodeURIComponent(id)}/versions/${encodeURIComponent(versionId)}/content` : latestVersion.contentPath);
  const target = file ?? nameOfAnswer(response) ?? latestVersion.fileName;
  await saveAnswer(target, response);
  terminal.result({ file: target, documentVersionId: versionId ?? latestVersion.id }, () => target);
}

async function missing({ api, terminal }: Context, plantId: string): Promise<void> {
  const lacking = await api.call(`/api/v1/workflows/plants/${encodeURIComponent(plantId)}/missing-documents`, MissingDocumentList);
  terminal.result(lacking, () =>
    [
      table(lacking.items, [
        { title: 'due', value: ({ of }) => of.dueOn ?? '—' },
        { title: 'for', value: ({ of }) => of.kind },
        { title: '', value: ({ of }) => of.title.en, maxWidth: 40 },
        { title: 'document', value: ({ title }) => title.en, maxWidth: 40 },
        { title: 'category', value: ({ category }) => category },
        { title: 'status', value: ({ status, required }) => (required ? status : `${status}, optional`) },
      ]),
      ...lacking.expired.map(({ name, expiresOn, documentId }) => `expired on ${expiresOn}: ${printable(name)}  ${documentId}`),
      `${grouped(lacking.items.length)} documents are asked for and not there or not valid, ${grouped(lacking.expired.length)} have expired`,
    ].join('\n'),
  );
}

/** A snippet as a terminal shows it. */
function plainText(html: string): string {
  return html.replaceAll(/<\/?mark>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
