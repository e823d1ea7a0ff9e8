import { randomUUID } from 'node:crypto';
import { Argument, Option, type Command } from 'commander';
import { DeadLetterDetail, DeadLetterPage, DeadLetterView, serviceNames, type ServiceName } from '@kairos/contracts';
import { ApiRefused, CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { printable, table } from '../format/table.calc.ts';

type ListOptions = { service?: ServiceName; state: 'waiting' | 'replayed' | 'all' };
type Settle = { ids: string[]; all: boolean };
const pathOf = (service: string) => `/api/v1/${service}/dead-letters`;
const serviceArgument = () => new Argument('<service>', 'the service that could not consume it').choices(serviceNames);

/** `events unconsumed list|show|replay|discard`: of one's own tenant, by the API. */
export function addUnconsumedCommands(events: Command, context: () => Context): void {
  const unconsumed = events.command('unconsumed').description('events of your tenant that a service could not consume');
  unconsumed
    .command('list', { isDefault: true })
    .description('list what waits, the newest of each service first')
    .addOption(new Option('--service <service>').choices(serviceNames))
    .addOption(new Option('--state <state>').choices(['waiting', 'replayed', 'all']).default('waiting'))
    .action((options: ListOptions) => list(context(), options));
  unconsumed.command('show').description('one event, with its content as it came').addArgument(serviceArgument()).argument('<id>').action((service: ServiceName, id: string) => show(context(), service, id));
  for (const [kind, description] of [['replay', 'have events take effect after all'], ['discard', 'let events go for good: they take no effect any more']] as const) {
    unconsumed
      .command(kind)
      .description(description)
      .addArgument(serviceArgument())
      .argument('[id...]')
      .option('--all', 'all of the service that wait')
      .action((service: ServiceName, ids: string[], { all }: { all?: true }) => settle(context(), kind, service, { ids, all: all ?? false }));
  }
}

const lettersOf = async ({ api }: Context, service: string, state: ListOptions['state']): Promise<DeadLetterView[]> => (await items(api, pathOf(service), DeadLetterPage, { state: state === 'all' ? undefined : state })).items;

async function list(context: Context, { service, state }: ListOptions): Promise<void> {
  const letters: DeadLetterView[] = [];
  for (const one of service ? [service] : serviceNames) letters.push(...(await lettersOf(context, one, state)));
  context.terminal.result(letters, () =>
    letters.length === 0 ? 'none' : table(letters, [
      { title: 'service', value: (letter) => letter.service },
      { title: 'id', value: ({ id }) => id },
      { title: 'dead at', value: ({ deadAt }) => deadAt.slice(0, 19) },
      { title: 'subject', value: ({ subject }) => subject },
      { title: 'tries', value: ({ deliveries }) => String(deliveries), align: 'right' },
      { title: 'reason', value: ({ reason }) => reason, maxWidth: 60 },
    ]),
  );
}

async function show({ api, terminal }: Context, service: ServiceName, id: string): Promise<void> {
  const letter = await api.call(`${pathOf(service)}/${encodeURIComponent(id)}`, DeadLetterDetail);
  terminal.result(letter, () => Object.entries(letter).map(([name, value]) => `${name.padEnd(11)} ${printable(String(value ?? ''))}`).join('\n'));
}

/** One that fails again does not keep the others from being tried; the command fails all the same. */
async function settle(context: Context, kind: 'replay' | 'discard', service: ServiceName, { ids, all }: Settle): Promise<void> {
  if (all === ids.length > 0) throw new CliError(`Say which: kairos events unconsumed ${kind} ${service} <id>, or --all.`);
  const wanted = all ? (await lettersOf(context, service, 'waiting')).map(({ id }) => id) : ids;
  const failed: { id: string; why: string }[] = [];
  for (const id of wanted) {
    try {
      await context.api.send(`${pathOf(service)}/${encodeURIComponent(id)}/${kind}`, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: {} });
    } catch (error) {
      if (!(error instanceof ApiRefused) || ![404, 409].includes(error.problem.status)) throw error;
      failed.push({ id, why: error.message });
    }
  }
  const done = wanted.length - failed.length;
  context.terminal.result({ done, failed }, () => [`${done} ${kind === 'replay' ? 'took effect' : 'discarded'}`, ...failed.map(({ id, why }) => `${id}  ${printable(why)}`)].join('\n'));
  if (failed.length > 0) throw new CliError(`${failed.length} could not be ${kind === 'replay' ? 'replayed' : 'discarded'}.`);
}
