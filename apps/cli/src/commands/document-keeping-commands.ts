import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { DocumentIntegrityView, DocumentVersionView, DocumentView, LegalHoldPage, LegalHoldView, VersionVerification } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

const documents = '/api/v1/workflows/documents';
const holds = '/api/v1/workflows/legal-holds';
/** As much of a document as is told here. */
const NamedDocument = DocumentView.pick({ id: true, name: true }).extend({ latestVersion: DocumentVersionView.pick({ id: true }) });
type Placed = { title: string; reason: string; document: string[]; plant: string[]; workflow: string[] };
const collect = (value: string, before: string[]): string[] => [...before, value];

/** Whether documents are whole, and what keeps them. @param command the command they stand under */
export function addDocumentKeepingCommands(command: Command, context: () => Context): void {
  command
    .command('verify <id>')
    .description('read the bytes of a document once more and hold them against their SHA-256; exit code 1 when they are not what was stored')
    .option('--version-id <id>', 'another version than the latest')
    .action((id: string, options: { versionId?: string }) => verify(context(), id, options.versionId));
  command.command('integrity').description('how far stored documents were read again, and what is damaged').action(() => integrity(context()));
  command
    .command('hold')
    .description('place a legal hold: what it names stays, and what is linked to its plants and workflows')
    .requiredOption('--title <text>', 'what the case is called')
    .requiredOption('--reason <text>')
    .option('--document <id>', 'may be given several times', collect, [])
    .option('--plant <id>', 'may be given several times', collect, [])
    .option('--workflow <id>', 'may be given several times', collect, [])
    .action((options: Placed) => place(context(), options));
  command
    .command('holds')
    .description('list legal holds, newest first')
    .option('--document <id>', 'those of a document')
    .option('--standing', 'those that are not released')
    .option('--limit <n>', 'how many', countOption, 50)
    .action((options: { document?: string; standing?: true; limit: number }) => list(context(), options));
  command
    .command('release <hold>')
    .description('release a legal hold; what other holds keep stays kept')
    .requiredOption('--reason <text>')
    .action((id: string, { reason }: { reason: string }) => release(context(), id, reason));
}

async function verify({ api, terminal }: Context, id: string, versionId: string | undefined): Promise<void> {
  const document = await api.call(`${documents}/${encodeURIComponent(id)}`, NamedDocument);
  const verified = await api.call(`${documents}/${document.id}/versions/${encodeURIComponent(versionId ?? document.latestVersion.id)}/verify`, VersionVerification, { method: 'POST', body: {} });
  terminal.result(verified, () => `${printable(document.name)}: ${verified.finding === null ? `whole, ${verified.sha256}` : verified.finding}`);
  if (verified.finding) throw new CliError(verified.finding === 'missing' ? 'Its bytes are not in the store.' : `Its bytes are not what was stored: ${verified.foundSha256}.`);
}

async function integrity({ api, terminal }: Context): Promise<void> {
  const state = await api.call('/api/v1/workflows/document-integrity', DocumentIntegrityView);
  terminal.result(state, () =>
    [
      `${grouped(state.contents)} contents, ${grouped(state.neverChecked)} never read again${state.unreadable > 0 ? `, ${grouped(state.unreadable)} that could not be read` : ''}${state.oldestCheckAt ? `, the oldest check ${state.oldestCheckAt}` : ''}`,
      ...(state.damaged.length === 0 ? ['nothing is damaged'] : [table(state.damaged, [
        { title: 'finding', value: ({ finding }) => finding }, { title: 'document', value: ({ name }) => name, maxWidth: 40 }, { title: 'version', value: ({ versionNumber }) => String(versionNumber) }, { title: 'id', value: ({ documentId }) => documentId },
      ])]),
    ].join('\n'),
  );
}

async function place({ api, terminal }: Context, { title, reason, document, plant, workflow }: Placed): Promise<void> {
  const body = { title, reason, documentIds: document, plantIds: plant, workflowIds: workflow };
  const hold = await api.call(holds, LegalHoldView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(hold, () => `${printable(hold.title)} holds ${grouped(hold.documentCount)} documents: ${hold.id}`);
}

async function list({ api, terminal }: Context, { document, standing, limit }: { document?: string; standing?: true; limit: number }): Promise<void> {
  const found = await items(api, holds, LegalHoldPage, { documentId: document, ...(standing ? { standing: 'true' } : {}) }, limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    table(found.items, [
      { title: 'placed', value: ({ placedAt }) => placedAt.slice(0, 10) },
      { title: 'released', value: ({ releasedAt }) => releasedAt?.slice(0, 10) ?? '—' },
      { title: 'documents', value: ({ documentCount }) => grouped(documentCount) },
      { title: 'title', value: ({ title }) => title, maxWidth: 40 },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function release({ api, terminal }: Context, id: string, reason: string): Promise<void> {
  const hold = await api.call(`${holds}/${encodeURIComponent(id)}`, LegalHoldView);
  const released = await api.call(`${holds}/${hold.id}/release`, LegalHoldView, { method: 'POST', headers: { 'if-match': `"${hold.version}"`, 'idempotency-key': randomUUID() }, body: { reason } });
  terminal.result(released, () => `${printable(released.title)} is released.`);
}
