import { Option, type Command } from 'commander';
import type { z } from 'zod';
import { apiKeyKinds, ApiKeyPage, ApiKeyStatus, ApiKeyView, IssuedApiKey } from '@kairos/contracts';
import { items } from '../client/pages.ts';
import { withProof } from '../client/with-proof.ts';
import type { Context } from '../context.ts';
import { printable, table } from '../format/table.calc.ts';
import { countOption, hoursOption, instantOption } from './options.ts';
import { userIdOf } from './user-named.ts';

type Own = { own?: true | undefined };
type Settings = { name?: string; scope?: string[]; plant?: string[]; from?: string[]; until?: Date; perMinute?: number };
type ListOptions = Own & { kind?: string; status?: string; owner?: string };
type CreateOptions = Own & Settings & { name: string; scope: string[]; integration?: string };

const whole = '/api/v1/identity/api-keys';
const pathOf = ({ own }: Own) => (own ? '/api/v1/identity/me/api-keys' : whole);

export function addApiKeysCommands(program: Command, context: () => Context): void {
  const keys = program.command('api-keys').description('what programs present in place of a sign-in: those of services and integrations, and with --own yours');
  keys
    .command('list', { isDefault: true })
    .description('list keys, the newest first')
    .option('--own', 'your personal keys')
    .addOption(new Option('--kind <kind>').choices(apiKeyKinds))
    .addOption(new Option('--status <status>').choices(ApiKeyStatus.options))
    .option('--owner <user>', 'those that this e-mail address or id answers for')
    .action((options: ListOptions) => list(context(), options));
  keys.command('show <id>').description('one key, and when and from where its secrets were used and refused').action((id: string) => show(context(), id));
  addSettings(keys.command('create').description('create a key with a part of your rights; its secret is shown this once').option('--own', 'one that acts as you').option('--integration <system>', 'bind it to this system; it is of a service without'), true)
    .action((options: CreateOptions) => create(context(), options));
  addSettings(keys.command('change <id>').description('change what a key may do').option('--own', 'one of yours').option('--name <text>').option('--reason <text>', 'why; it stands in the audit trail'), false)
    .action((id: string, options: Own & Settings & { reason?: string }) => change(context(), id, options));
  keys
    .command('rotate <id>')
    .description('issue a second secret, shown this once; the one before goes on working for a while')
    .option('--own', 'of one of yours')
    .option('--grace <hours>', 'for so long; 0 ends it at once', hoursOption, 24)
    .action((id: string, options: Own & { grace: number }) => rotate(context(), id, options));
  keys.command('take-over <id>').description('answer for the key of a service or an integration from now on').action((id: string) => takeOver(context(), id));
  keys.command('revoke <id>').description('end a key for good').option('--own', 'one of yours').option('--reason <text>', 'why; it stands in the audit trail').action((id: string, options: Own & { reason?: string }) => revoke(context(), id, options));
}

function addSettings(command: Command, needed: boolean): Command {
  const scope = new Option('--scope <permission...>', 'such as assets.plant.read, or assets.*');
  if (needed) command.requiredOption('--name <text>', 'what it is for').addOption(scope.makeOptionMandatory());
  else command.addOption(scope);
  return command
    .option('--plant <id...>', 'only these plants; every plant that you reach without')
    .option('--from <address...>', 'only from these addresses or ranges')
    .option('--until <instant>', 'when it ends', instantOption)
    .option('--per-minute <n>', 'how many requests', countOption);
}

const settingsOf = ({ name, scope, plant, from, until, perMinute }: Settings) => ({
  name, scopes: scope, rowScope: plant && { plants: plant }, allowedAddresses: from, expiresAt: until?.toISOString(), requestsPerMinute: perMinute,
});

async function list({ api, terminal }: Context, { own, kind, status, owner }: ListOptions): Promise<void> {
  const query = own ? {} : { kind, status, userId: owner === undefined ? undefined : await userIdOf(api, owner) };
  const found = await items(api, pathOf({ own }), ApiKeyPage, query);
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'name', value: ({ name }) => name, maxWidth: 30 },
      { title: 'kind', value: ({ kind: of, integration }) => integration ?? of, maxWidth: 24 },
      { title: 'owner', value: ({ owner: { displayName } }) => displayName, maxWidth: 24 },
      { title: 'status', value: ({ status: now }) => now },
      { title: 'scopes', value: ({ scopes }) => scopes.join(', '), maxWidth: 40 },
      { title: 'last used', value: ({ lastUsedAt }) => lastUsedAt?.slice(0, 16) ?? '—' },
      { title: 'until', value: ({ expiresAt }) => expiresAt.slice(0, 10) },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

const read = ({ api }: Context, id: string) => api.call(`${whole}/${encodeURIComponent(id)}`, ApiKeyView);

async function show(context: Context, id: string): Promise<void> {
  const key = await read(context, id);
  context.terminal.result(key, () =>
    [
      `${key.name}: ${key.integration ?? key.kind} key, ${key.status}, of ${key.owner.displayName}`,
      `scopes     ${key.scopes.join(', ')}`,
      `plants     ${key.rowScope.plants === 'all' ? 'all' : key.rowScope.plants.join(', ')}`,
      `addresses  ${key.allowedAddresses.join(', ') || 'all'}`,
      `limit      ${key.requestsPerMinute} requests a minute`,
      `until      ${key.expiresAt}`,
      ...key.secrets.map(({ hint, endsAt, lastUsedAt, lastUsedAddress, lastRefusedAt, lastRefusedBecause }) =>
        `secret     ${hint}…${endsAt ? `, ends ${endsAt}` : ''}, ${lastUsedAt ? `used ${lastUsedAt} from ${lastUsedAddress ?? '?'}` : 'never used'}${lastRefusedAt ? `, refused ${lastRefusedAt}: ${lastRefusedBecause ?? '?'}` : ''}`),
    ].map((line) => printable(line)).join('\n'),
  );
}

async function create(context: Context, { own, integration, ...settings }: CreateOptions): Promise<void> {
  const kind = own ? {} : integration === undefined ? { kind: 'service' } : { kind: 'integration', integration };
  const issued = await withProof(context, () => context.api.call(pathOf({ own }), IssuedApiKey, { method: 'POST', body: { ...kind, ...settingsOf(settings) } }));
  tellSecret(context, issued);
}

async function change(context: Context, id: string, { reason, ...options }: Own & Settings & { reason?: string }): Promise<void> {
  const changed = await versioned(context, id, options, { method: 'PATCH', at: '', body: { ...settingsOf(options), reason } }, ApiKeyView);
  context.terminal.result(changed, () => `${printable(changed.name)} is changed.`);
}

async function rotate(context: Context, id: string, { grace, ...own }: Own & { grace: number }): Promise<void> {
  tellSecret(context, await versioned(context, id, own, { method: 'POST', at: '/rotate', body: { graceHours: grace } }, IssuedApiKey));
}

async function takeOver(context: Context, id: string): Promise<void> {
  const taken = await versioned(context, id, {}, { method: 'POST', at: '/take-over', body: {} }, ApiKeyView);
  context.terminal.result(taken, () => `You answer for ${printable(taken.name)} from now on.`);
}

async function revoke(context: Context, id: string, { reason, ...own }: Own & { reason?: string }): Promise<void> {
  const ended = await versioned(context, id, own, { method: 'POST', at: '/revoke', body: { reason } }, ApiKeyView);
  context.terminal.result(ended, () => `${printable(ended.name)} is ended.`);
}

type Change = { method: 'POST' | 'PATCH'; at: string; body: object };

/** Changes the key as it stands now. */
async function versioned<S extends z.ZodType>(context: Context, id: string, own: Own, { method, at, body }: Change, answer: S): Promise<z.infer<S>> {
  const { version } = await read(context, id);
  return withProof(context, () => context.api.call(`${pathOf(own)}/${encodeURIComponent(id)}${at}`, answer, { method, headers: { 'if-match': `"${version}"` }, body }));
}

/** The one time that a secret is told, as the API tells it. */
function tellSecret({ terminal }: Context, issued: IssuedApiKey): void {
  terminal.result(issued, () => `${printable(issued.apiKey.name)} (${issued.apiKey.id})\n${issued.secret}`);
  terminal.note('This secret is not shown again.');
}
