import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { InvitationView, RolePage, UserPage, UserView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { withProof } from '../client/with-proof.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { userNamed, usersPath as users } from './user-named.ts';

type ListOptions = { text?: string; inactive?: true; limit: number; all?: true };
type InviteOptions = { role: string[]; allPlants?: true; locale: string };
type Reason = { reason?: string };

export function addUsersCommands(program: Command, context: () => Context): void {
  const command = program.command('users').description('the people of your tenant');
  command
    .command('list', { isDefault: true })
    .description('list users by e-mail address')
    .option('--text <words>', 'part of a name or address')
    .option('--inactive', 'those who have no access any more')
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  command
    .command('invite <email>')
    .description('invite an address by mail, with no more than you hold')
    .requiredOption('--role <origin/name...>', 'such as "kronos/Viewer"; several make one access')
    .option('--all-plants', 'reach every plant; none without it')
    .addOption(new Option('--locale <language>', 'the language of the mail').choices(['en', 'it']).default('en'))
    .action((email: string, options: InviteOptions) => invite(context(), email, options));
  command.command('unlock <user>').description('end the lock that wrong passwords put on an account').option('--reason <text>').action((who: string, options: Reason) => act(context(), who, 'unlock', options));
  command.command('sign-out <user>').description('end every session of a user in your tenant').option('--reason <text>').action((who: string, options: Reason) => act(context(), who, 'sign-out', options));
  command.command('deactivate <user>').description('end a user’s access and sessions in your tenant').option('--reason <text>').action((who: string, options: Reason) => act(context(), who, 'deactivate', options));
}

async function list({ api, terminal }: Context, { text, inactive, limit, all }: ListOptions): Promise<void> {
  const found = await items(api, users, UserPage, { text, active: inactive ? 'false' : undefined }, all ? undefined : limit);
  terminal.result(found, () =>
    [
      table(found.items, [
        { title: 'e-mail', value: ({ email }) => email, maxWidth: 40 },
        { title: 'name', value: ({ displayName }) => displayName, maxWidth: 30 },
        { title: 'roles', value: ({ roles }) => roles.map(({ origin, name }) => `${origin}/${name}`).join(', '), maxWidth: 40 },
        { title: 'status', value: statusOf },
        { title: 'last sign-in', value: ({ lastSignedInAt }) => lastSignedInAt?.slice(0, 10) ?? '—' },
      ]),
      `${grouped(found.items.length)} users${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

function statusOf({ active, lockedUntil }: UserView): string {
  if (!active) return 'inactive';
  return lockedUntil ? `locked until ${lockedUntil.slice(11, 16)} UTC` : 'active';
}

async function invite(context: Context, email: string, { role: wanted, allPlants, locale }: InviteOptions): Promise<void> {
  const { api, terminal } = context;
  const roles = await items(api, '/api/v1/identity/roles', RolePage, {});
  const roleIds = wanted.map((name) => {
    const role = roles.items.find(({ origin, name: own, id }) => name === `${origin}/${own}` || name === id);
    if (!role) throw new CliError(`There is no role ${printable(name)}; nobody is invited.`);
    return role.id;
  });
  const body = { email, roleIds, locale, rowScope: { plants: allPlants ? 'all' : [] } };
  const invited = await withProof(context, () => api.call('/api/v1/identity/invitations', InvitationView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body }));
  terminal.result(invited, () => `${printable(invited.email)} is invited until ${invited.expiresAt.slice(0, 10)}.`);
}

const done = { unlock: 'can sign in again', 'sign-out': 'is signed out everywhere in your tenant', deactivate: 'has no access any more' } as const;

async function act({ api, terminal }: Context, who: string, what: keyof typeof done, { reason }: Reason): Promise<void> {
  const user = await userNamed(api, who);
  const versioned: Record<string, string> = what === 'deactivate' ? { 'if-match': `"${user.version}"` } : {};
  await api.send(`${users}/${user.id}/${what}`, { method: 'POST', headers: { ...versioned, 'idempotency-key': randomUUID() }, body: reason ? { reason } : {} });
  terminal.result({ userId: user.id, email: user.email, done: what }, () => `${printable(user.email)} ${done[what]}.`);
}
