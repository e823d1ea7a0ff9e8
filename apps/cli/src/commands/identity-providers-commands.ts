import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { IdentityProviderPage, IdentityProviderView, TriedRoleMapping } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import { withProof } from '../client/with-proof.ts';
import type { Context } from '../context.ts';
import { printable, table } from '../format/table.calc.ts';
import { jsonIn } from './documents-on-disk.ts';

const path = '/api/v1/identity/identity-providers';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;
type AddOptions = { secretStdin?: true };
type ChangeOptions = { secretStdin?: true; withoutSecret?: true; reason?: string };

export function addIdentityProvidersCommands(program: Command, context: () => Context): void {
  const providers = program.command('identity-providers').description('where people of your organisation sign in besides here');
  providers.command('list', { isDefault: true }).description('list identity providers by label').action(() => list(context()));
  providers.command('show <id>').description('one identity provider, as `change` takes it; its client secret is never told').action((id: string) => show(context(), id));
  providers
    .command('add <document>')
    .description('add an identity provider from a file of JSON, once its issuer answers')
    .option('--secret-stdin', 'read the client secret from standard input')
    .action((document: string, options: AddOptions) => add(context(), document, options));
  providers
    .command('change <id> <document>')
    .description('change an identity provider and its role mapping to what a file of JSON says; its client secret stays')
    .option('--secret-stdin', 'read another client secret from standard input')
    .option('--without-secret', 'take its client secret away')
    .option('--reason <text>', 'why; it stands in the audit trail')
    .action((id: string, document: string, options: ChangeOptions) => change(context(), id, document, options));
  providers.command('remove <id>').description('remove an identity provider: nobody signs in with it any more').action((id: string) => remove(context(), id));
  providers.command('test-mapping <id> <claims>').description('which roles come out for claims in a file of JSON; nothing is stored').action((id: string, claims: string) => testMapping(context(), id, claims));
}

const read = ({ api }: Context, id: string) => api.call(pathOf(id), IdentityProviderView);

async function list({ api, terminal }: Context): Promise<void> {
  const found = await items(api, path, IdentityProviderPage, {});
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'label', value: ({ label }) => label, maxWidth: 30 },
      { title: 'issuer', value: ({ issuer }) => issuer, maxWidth: 50 },
      { title: 'domains', value: ({ allowedEmailDomains }) => allowedEmailDomains.join(', '), maxWidth: 40 },
      { title: 'status', value: ({ enabled }) => (enabled ? 'enabled' : 'disabled') },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

/** What `change` takes, and no more: what is shown can be edited and given back. */
function settingsOf({ label, issuer, clientId, scopes, claims, enabled, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope }: IdentityProviderView) {
  return { label, issuer, clientId, scopes, claims, enabled, allowedEmailDomains, createsAccounts, rules, assignment, defaultRoleIds, rowScope };
}

async function show(context: Context, id: string): Promise<void> {
  const provider = await read(context, id);
  context.terminal.result(provider, () => JSON.stringify(settingsOf(provider), null, 2).split('\n').map(printable).join('\n'));
}

async function add(context: Context, file: string, { secretStdin }: AddOptions): Promise<void> {
  const body = { ...(await documentIn(file)), ...(secretStdin ? { clientSecret: await secretOf(context) } : {}) };
  const made = await withProof(context, () => context.api.call(path, IdentityProviderView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body }));
  context.terminal.result(made, () => `${printable(made.label)} (${made.id}) is added. Register ${made.callbackPath} at the issuer, behind the address of this installation.`);
}

async function change(context: Context, id: string, file: string, { secretStdin, withoutSecret, reason }: ChangeOptions): Promise<void> {
  if (secretStdin && withoutSecret) throw new CliError('Say --secret-stdin or --without-secret, not both.');
  const document = await documentIn(file);
  const secret = secretStdin ? { clientSecret: await secretOf(context) } : withoutSecret ? { clientSecret: null } : {};
  const { version } = await read(context, id);
  const body = { ...document, ...secret, ...(reason === undefined ? {} : { reason }) };
  const changed = await withProof(context, () => context.api.call(pathOf(id), IdentityProviderView, { method: 'PUT', headers: { 'if-match': `"${version}"` }, body }));
  context.terminal.result(changed, () => `${printable(changed.label)} is changed.`);
}

async function remove(context: Context, id: string): Promise<void> {
  const { label, version } = await read(context, id);
  await withProof(context, () => context.api.send(pathOf(id), { method: 'DELETE', headers: { 'if-match': `"${version}"` } }));
  context.terminal.result({ id, label }, () => `${printable(label)} is removed: nobody signs in with it any more.`);
}

async function testMapping({ api, terminal }: Context, id: string, file: string): Promise<void> {
  const tried = await api.call(`${pathOf(id)}/test-mapping`, TriedRoleMapping, { method: 'POST', body: { claims: await jsonIn(file) } });
  terminal.result(tried, () =>
    [
      printable(`claims  ${tried.claimValues.join(', ') || 'none'}`),
      ...tried.rules.map(({ position, claimValue, matches }) => printable(`rule ${position + 1}  ${matches ? 'matches' : '-      '}  ${claimValue}`)),
      printable(`${tried.outcome}  ${tried.roles.map(({ name }) => name).join(', ')}`.trim()),
    ].join('\n'),
  );
}

async function documentIn(file: string): Promise<Record<string, unknown>> {
  const document = await jsonIn(file);
  if (Object.hasOwn(document, 'clientSecret')) throw new CliError('A secret does not belong in a file: leave it out, and give it with --secret-stdin.');
  return document;
}

async function secretOf({ terminal }: Context): Promise<string> {
  const secret = await terminal.readInput();
  if (!secret) throw new CliError('There is no secret on standard input.');
  return secret;
}
