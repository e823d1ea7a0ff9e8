import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { ConnectorPage, DeliveriesReplayed, DeliveryPage, deliveryStatuses, DeliveryView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { deliveriesTable, deliverySummary } from '../format/delivery-summary.calc.ts';
import { grouped, printable } from '../format/table.calc.ts';
import { countOption, instantOption, uuid } from './options.ts';

export const deliveriesPath = '/api/v1/intake/deliveries';
type Of = { connector?: string; webhook?: string; job?: string };
/** Which of an origin's deliveries are sent again. */
export type ReplayOptions = { from?: Date; before?: Date; delivered?: true; reason?: string };
type Ids = { connectorId?: string; webhookEndpointId?: string; importJobId?: string };

export function addDeliveriesCommands(program: Command, context: () => Context): void {
  const deliveries = program.command('deliveries').description('what is on its way to other APIs, and what became of it');
  of(deliveries.command('list', { isDefault: true }).description('list deliveries, newest first'))
    .option('--status <status>', deliveryStatuses.join(', '))
    .option('--limit <n>', 'how many', countOption, 20)
    .action((options: Of & { status?: string; limit: number }) => list(context(), options));
  deliveries.command('show <id>').description('one delivery, with what was sent and every answer').action((id: string) => show(context(), id));
  of(deliveries.command('replay [id]').description('send one delivery again, or all dead ones of a connector, webhook or import'))
    .option('--from <instant>', 'those made since then', instantOption)
    .option('--before <instant>', 'those made before then', instantOption)
    .option('--delivered', 'also those that arrived')
    .option('--reason <text>', 'why; it stands in the audit trail')
    .action((id: string | undefined, options: Of & ReplayOptions) => replay(context(), id, options));
}

const of = (command: Command): Command => command.option('--connector <name>', 'of one connector, by its name or id').option('--webhook <id>', 'of one webhook endpoint').option('--job <id>', 'of one import');

async function list({ api, terminal }: Context, { status, limit, ...options }: Of & { status?: string; limit: number }): Promise<void> {
  const found = await items(api, deliveriesPath, DeliveryPage, { status, ...(await idsOf(api, options)) }, limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () => deliveriesTable(found.items));
}

async function show({ api, terminal }: Context, id: string): Promise<void> {
  const delivery = await api.call(`${deliveriesPath}/${encodeURIComponent(id)}`, DeliveryView);
  terminal.result(delivery, () => deliverySummary(delivery));
}

async function replay(context: Context, id: string | undefined, options: Of & ReplayOptions): Promise<void> {
  const { api, terminal } = context;
  if (id !== undefined) {
    const delivery = await api.call(`${deliveriesPath}/${encodeURIComponent(id)}/replay`, DeliveryView, { method: 'POST', headers: { 'idempotency-key': randomUUID() } });
    return terminal.result(delivery, () => `${delivery.id} is sent again.`);
  }
  const ids = await idsOf(api, options);
  if (Object.keys(ids).length !== 1) throw new CliError('Say an id, or one of --connector, --webhook and --job.');
  await replayDeliveries(context, ids, options);
}

/** Sends all that are meant again, ten thousand by ten thousand. */
export async function replayDeliveries({ api, terminal }: Context, ids: Ids, { from, before, delivered, reason }: ReplayOptions): Promise<void> {
  // What becomes dead again meanwhile waits for the next time.
  const body = { ...ids, createdFrom: from?.toISOString(), createdBefore: (before ?? new Date()).toISOString(), deadOnly: !delivered, reason };
  let deliveries = 0;
  for (let after: string | undefined; ; ) {
    const changed = await api.call(`${deliveriesPath}/replay`, DeliveriesReplayed, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: { ...body, after } });
    deliveries += changed.deliveries;
    after = changed.next ?? undefined;
    if (after === undefined) break;
    if (terminal.showsProgress) terminal.note(`${grouped(deliveries)} so far`);
  }
  terminal.result({ deliveries }, () => `${grouped(deliveries)} deliveries are sent again.`);
}

async function idsOf(api: Context['api'], { connector, webhook, job }: Of): Promise<Ids> {
  return { ...(connector === undefined ? {} : { connectorId: await connectorId(api, connector) }), ...(webhook === undefined ? {} : { webhookEndpointId: webhook }), ...(job === undefined ? {} : { importJobId: job }) };
}

async function connectorId(api: Context['api'], wanted: string): Promise<string> {
  if (uuid.test(wanted)) return wanted;
  const { items: all } = await items(api, '/api/v1/intake/connectors', ConnectorPage, {});
  const found = all.find(({ name }) => name === wanted);
  if (!found) throw new CliError(`There is no connector ${printable(wanted)}.`);
  return found.id;
}
