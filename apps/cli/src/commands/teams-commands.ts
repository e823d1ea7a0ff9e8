import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { TeamList, TeamView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { printable, table } from '../format/table.calc.ts';
import { userIdOf } from './user-named.ts';

type Api = Context['api'];
const path = '/api/v1/workflows/teams';

/** Teams; one is named by its name or id, its members by e-mail address or id. */
export function addTeamsCommands(program: Command, context: () => Context): void {
  const teams = program.command('teams').description('users whom tasks are given to by one name');
  teams.command('list', { isDefault: true }).description('list teams by name').action(() => list(context()));
  teams.command('create <name>').description('set a team up').option('--member <user...>', 'e-mail addresses or ids').action((name: string, { member = [] }: { member?: string[] }) => create(context(), name, member));
  teams
    .command('change <team>')
    .description('change who a team consists of')
    .option('--add <user...>', 'e-mail addresses or ids')
    .option('--remove <user...>', 'e-mail addresses or ids')
    .action((team: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }) => change(context(), team, { add, remove }));
  teams.command('remove <team>').description('take a team away; tasks keep its name until they are given to somebody else').action((team: string) => remove(context(), team));
}

async function list({ api, terminal }: Context): Promise<void> {
  const { items } = await api.call(path, TeamList);
  terminal.result(items, () =>
    table(items, [
      { title: 'name', value: ({ name }) => name, maxWidth: 40 },
      { title: 'members', value: ({ memberUserIds }) => String(memberUserIds.length), align: 'right' },
      { title: 'changed', value: ({ updatedAt }) => updatedAt.slice(0, 10) },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function create({ api, terminal }: Context, name: string, members: readonly string[]): Promise<void> {
  tell(terminal, await api.call(path, TeamView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: { name, memberUserIds: await idsOf(api, members) } }));
}

async function change({ api, terminal }: Context, named: string, { add, remove: gone }: { add: readonly string[]; remove: readonly string[] }): Promise<void> {
  if (add.length + gone.length === 0) throw new CliError('Say whom to --add or to --remove.');
  const { id, version, memberUserIds } = await teamNamed(api, named);
  const [added, removed] = [await idsOf(api, add), await idsOf(api, gone)];
  const stranger = gone.find((_, at) => !(memberUserIds as string[]).includes(removed[at] ?? ''));
  if (stranger !== undefined) throw new CliError(`${stranger} is no member of ${named}.`);
  const members = [...new Set<string>([...memberUserIds, ...added])].filter((userId) => !removed.includes(userId));
  tell(terminal, await api.call(`${path}/${id}`, TeamView, { method: 'PATCH', headers: { 'if-match': `"${version}"` }, body: { memberUserIds: members } }));
}

async function remove({ api, terminal }: Context, named: string): Promise<void> {
  const { id, name, version } = await teamNamed(api, named);
  await api.send(`${path}/${id}`, { method: 'DELETE', headers: { 'if-match': `"${version}"` } });
  terminal.result({ id, name, removed: true }, () => `${printable(name)} is removed.`);
}

async function idsOf(api: Api, members: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const who of members) ids.push(await userIdOf(api, who));
  return ids;
}

async function teamNamed(api: Api, named: string): Promise<TeamView> {
  const { items } = await api.call(path, TeamList);
  const team = items.find(({ id, name }) => id === named || name === named);
  if (!team) throw new CliError(`There is no team ${named}.`);
  return team;
}

function tell(terminal: Context['terminal'], team: TeamView): void {
  terminal.result(team, () => [`${printable(team.name)}: ${team.memberUserIds.length} members (${team.id})`, ...team.memberUserIds].join('\n'));
}
