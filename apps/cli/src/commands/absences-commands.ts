import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { AbsenceList, AbsenceView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { table } from '../format/table.calc.ts';
import { userIdOf } from './user-named.ts';

const path = '/api/v1/workflows/absences';
type AddOptions = { delegate: string; from: string; to: string; user?: string };

export function addAbsencesCommands(program: Command, context: () => Context): void {
  const absences = program.command('absences').description('days on which somebody is away, and who has their tasks meanwhile');
  absences.command('list', { isDefault: true }).description('list absences that are not over: your own, and those in which you stand in').action(() => list(context()));
  absences
    .command('add')
    .description('say that you are away, and who has your tasks meanwhile')
    .requiredOption('--delegate <user>', 'who stands in: an e-mail address or an id')
    .requiredOption('--from <date>', 'the first day, such as 2027-08-09')
    .requiredOption('--to <date>', 'the last day')
    .option('--user <user>', 'that somebody else is away, for who administers people')
    .action((options: AddOptions) => add(context(), options));
  absences.command('end <id>').description('end an absence before its time').action((id: string) => end(context(), id));
}

async function list({ api, terminal }: Context): Promise<void> {
  const { items } = await api.call(path, AbsenceList);
  terminal.result(items, () =>
    table(items, [
      { title: 'from', value: ({ fromOn }) => fromOn },
      { title: 'to', value: ({ toOn }) => toOn },
      { title: 'now', value: ({ current }) => (current ? 'yes' : 'no') },
      { title: 'away', value: ({ userId }) => userId },
      { title: 'delegate', value: ({ delegateUserId }) => delegateUserId },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function add({ api, terminal }: Context, { delegate, from: fromOn, to: toOn, user }: AddOptions): Promise<void> {
  const body = { delegateUserId: await userIdOf(api, delegate), fromOn, toOn, ...(user === undefined ? {} : { userId: await userIdOf(api, user) }) };
  const absence = await api.call(path, AbsenceView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(absence, () => `Away from ${absence.fromOn} to ${absence.toOn}; ${absence.delegateUserId} stands in (${absence.id}).`);
}

async function end({ api, terminal }: Context, id: string): Promise<void> {
  const { items } = await api.call(path, AbsenceList);
  const absence = items.find((candidate) => candidate.id === id);
  if (!absence) throw new CliError(`There is no absence ${id} that is not over.`);
  await api.send(`${path}/${absence.id}`, { method: 'DELETE', headers: { 'if-match': `"${absence.version}"` } });
  terminal.result({ id: absence.id, ended: true }, () => `The absence from ${absence.fromOn} to ${absence.toOn} is over.`);
}
