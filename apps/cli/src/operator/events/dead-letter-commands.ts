import { Option, type Command } from 'commander';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { printable, table } from '../../format/table.calc.ts';
import type { OperatorContext } from '../operator-context.ts';
import type { DeadLetter, Selection } from './dead-letters.ts';

type SettleOptions = { all?: true; service?: ServiceName; home?: string };
const serviceOption = () => new Option('--service <service>').choices(serviceNames);

/** `events dead-letters list|show|replay|discard`. */
export function addDeadLetterCommands(events: Command, context: () => OperatorContext): void {
  const letters = events.command('dead-letters').description('what could not be consumed');
  letters
    .command('list', { isDefault: true })
    .description('list what waits')
    .addOption(serviceOption())
    .option('--replayed', 'also what was replayed')
    .option('--home <folder>', 'folder of the stack')
    .action((options: SettleOptions & { replayed?: true }) => list(context(), options));
  letters.command('show <id>').description('show one with its message').option('--home <folder>', 'folder of the stack').action((id: string, { home }: SettleOptions) => show(context(), id, home));
  for (const kind of ['replay', 'discard'] as const) {
    letters
      .command(`${kind} [id]`)
      .description(kind === 'replay' ? 'publish one, or all, again' : 'delete one, or all')
      .option('--all', 'all that wait')
      .addOption(serviceOption())
      .option('--home <folder>', 'folder of the stack')
      .action((id: string | undefined, options: SettleOptions) => settle(context(), kind, id, options));
  }
}

async function list(context: OperatorContext, { home, service, replayed }: SettleOptions & { replayed?: true }): Promise<void> {
  const { listDeadLetters } = await import('./dead-letters.ts');
  const letters = await listDeadLetters(context.operator(home), { ...(service ? { service } : {}), replayed: replayed ?? false });
  context.terminal.result(letters, () => (letters.length === 0 ? 'none' : tableOf(letters)));
}

async function show(context: OperatorContext, id: string, home: string | undefined): Promise<void> {
  const { showDeadLetter } = await import('./dead-letters.ts');
  const letter = await showDeadLetter(context.operator(home), id);
  context.terminal.result(letter, () => Object.entries(letter).map(([name, value]) => `${name.padEnd(11)} ${printable(String(value ?? ''))}`).join('\n'));
}

async function settle(context: OperatorContext, kind: 'replay' | 'discard', id: string | undefined, { all, service, home }: SettleOptions): Promise<void> {
  if ((id === undefined) === (all === undefined)) throw new CliError(`Say which: kairos events dead-letters ${kind} <id>, or --all.`);
  const { discardDeadLetters, replayDeadLetters } = await import('./dead-letters.ts');
  const selection: Selection = { ...(id ? { id } : {}), ...(service ? { service } : {}) };
  const settled = await (kind === 'replay' ? replayDeadLetters : discardDeadLetters)(context.operator(home), selection);
  context.terminal.result(settled, () => `${settled.length} ${kind === 'replay' ? 'published again' : 'discarded'}`);
}

function tableOf(letters: DeadLetter[]): string {
  return table(letters, [
    { title: 'id', value: ({ id }) => id },
    { title: 'dead at', value: ({ deadAt }) => deadAt.slice(0, 19) },
    { title: 'consumer', value: ({ consumer }) => consumer },
    { title: 'subject', value: ({ subject }) => subject },
    { title: 'tries', value: ({ deliveries }) => String(deliveries), align: 'right' },
    { title: 'reason', value: ({ reason }) => reason, maxWidth: 60 },
  ]);
}
