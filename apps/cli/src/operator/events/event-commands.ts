import { Argument, Option, type Command } from 'commander';
import { serviceNames, topology, type ServiceName } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { instantOption } from '../../commands/options.ts';
import type { OperatorContext } from '../operator-context.ts';

const serviceArgument = () => new Argument('<service>').choices(serviceNames);
type ReplayOptions = { stream: string; since: Date; consumer?: string; reset?: true };

/** `events snapshot` and `events replay`, beside whatever `events` has already. */
export function addEventCommands(program: Command, context: () => OperatorContext): Command {
  const events = program.commands.find((command) => command.name() === 'events') ?? program.command('events').description('what happens');
  events
    .command('snapshot')
    .description('tell the present state of every aggregate of a service again, to rebuild projections')
    .addArgument(serviceArgument())
    .option('--home <folder>', 'folder of the stack')
    .action((service: ServiceName, options: { home?: string }) => snapshot(context(), service, options));
  events
    .command('replay')
    .description('publish again what a stream was told since an instant; what was seen has no second effect')
    .addOption(new Option('--stream <name>').choices(serviceNames.map((service) => topology[service].stream)).makeOptionMandatory())
    .requiredOption('--since <instant>', 'an instant, or how long ago, such as 24h', instantOption)
    .option('--consumer <name>', 'the one consumer that takes effect again, with --reset')
    .option('--reset', 'forget what that consumer has seen of it')
    .option('--home <folder>', 'folder of the stack')
    .action((options: ReplayOptions & { home?: string }) => replay(context(), options));
  return events;
}

async function snapshot(context: OperatorContext, service: ServiceName, { home }: { home?: string }): Promise<void> {
  const { snapshotService } = await import('./snapshot-service.ts');
  const told = await snapshotService(service, context.operator(home), context.environment);
  context.terminal.result(told, () => told.map(({ aggregate, events, tenants }) => `${aggregate}: ${events} events of ${tenants} tenants`).join('\n'));
}

async function replay(context: OperatorContext, { home, stream, since, consumer, reset }: ReplayOptions & { home?: string }): Promise<void> {
  if ((consumer === undefined) !== (reset === undefined)) throw new CliError('--consumer and --reset go together: without them no consumer takes effect twice.');
  const { replayEvents } = await import('./replay-events.ts');
  const replayed = await replayEvents({ stream, since, resetConsumer: consumer }, context.operator(home));
  const { published, forgotten, reachesBackTo } = replayed;
  context.terminal.result(replayed, () => `${published} events published again${consumer ? `, ${forgotten} of them forgotten by ${consumer}` : ''}`);
  if (reachesBackTo === null || reachesBackTo > since.toISOString()) {
    context.terminal.note(`The outbox reaches back to ${reachesBackTo ?? 'now'}; \`kairos events snapshot\` tells what is older.`);
  }
}
