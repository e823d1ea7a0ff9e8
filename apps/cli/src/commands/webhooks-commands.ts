import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { DeliveryPage, IssuedWebhookSecret, WebhookEndpointPage, WebhookEndpointView, WebhookTrafficView } from '@kairos/contracts';
import { items } from '../client/pages.ts';
import { withProof } from '../client/with-proof.ts';
import type { Context } from '../context.ts';
import { countsLine } from '../format/connector-summary.calc.ts';
import { deliveriesTable } from '../format/delivery-summary.calc.ts';
import { printable, table } from '../format/table.calc.ts';
import { deliveriesPath, replayDeliveries, type ReplayOptions } from './deliveries-commands.ts';
import { countOption, hoursOption, instantOption } from './options.ts';

const path = '/api/v1/intake/webhook-endpoints';

export function addWebhooksCommands(program: Command, context: () => Context): void {
  const webhooks = program.command('webhooks').description('addresses that are told of events');
  webhooks.command('list', { isDefault: true }).description('list webhook endpoints, newest first').action(() => list(context()));
  webhooks.command('show <id>').description('one endpoint, and how its messages stand').action((id: string) => show(context(), id));
  webhooks
    .command('create <url>')
    .description('register an endpoint; the secret its messages are signed with is shown this once')
    .requiredOption('--title <text>')
    .requiredOption('--events <type...>', 'such as assets.plant.registered.v1, assets.plant.* or *')
    .action((url: string, options: { title: string; events: string[] }) => create(context(), url, options));
  webhooks
    .command('rotate <id>')
    .description('make another secret, shown this once; for a while messages are signed with both')
    .option('--overlap <hours>', 'for so long', hoursOption, 24)
    .action((id: string, { overlap }: { overlap: number }) => rotate(context(), id, overlap));
  webhooks.command('log <id>').description('list the messages of an endpoint, newest first').option('--status <status>').option('--limit <n>', 'how many', countOption, 20).action((id: string, options: { status?: string; limit: number }) => log(context(), id, options));
  webhooks
    .command('replay <id>')
    .description('send the dead messages of an endpoint again')
    .option('--from <instant>', 'those made since then', instantOption)
    .option('--before <instant>', 'those made before then', instantOption)
    .option('--delivered', 'also those that arrived')
    .option('--reason <text>', 'why; it stands in the audit trail')
    .action((id: string, options: ReplayOptions) => replayDeliveries(context(), { webhookEndpointId: id }, options));
}

const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;
const statusOf = ({ active, stoppedAs }: WebhookEndpointView): string => (active ? 'active' : `stopped, ${stoppedAs ?? 'by-hand'}`);

async function list({ api, terminal }: Context): Promise<void> {
  const found = await items(api, path, WebhookEndpointPage, {});
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'title', value: ({ title }) => title, maxWidth: 30 },
      { title: 'address', value: ({ url }) => url, maxWidth: 50 },
      { title: 'events', value: ({ eventTypes }) => eventTypes.join(', '), maxWidth: 40 },
      { title: 'status', value: statusOf },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function show({ api, terminal }: Context, id: string): Promise<void> {
  const endpoint = await api.call(pathOf(id), WebhookEndpointView);
  const traffic = await api.call(`${pathOf(id)}/traffic`, WebhookTrafficView);
  terminal.result({ ...endpoint, traffic }, () =>
    [
      printable(`${endpoint.title}: ${endpoint.url}, ${statusOf(endpoint)}`),
      printable(`events    ${endpoint.eventTypes.join(', ')}`),
      `secrets   ${endpoint.secrets.map(({ createdAt, endsAt }) => `of ${createdAt.slice(0, 10)}${endsAt === null ? '' : ` until ${endsAt.slice(0, 16)}`}`).join(', ')}`,
      `circuit   ${traffic.circuit}`,
      `messages  ${countsLine(traffic.deliveries)}`,
    ].join('\n'),
  );
}

async function create(context: Context, url: string, { title, events }: { title: string; events: string[] }): Promise<void> {
  const issued = await withProof(context, () => context.api.call(path, IssuedWebhookSecret, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: { title, url, eventTypes: events } }));
  tellSecret(context, issued, 'is told from now on');
}

async function rotate(context: Context, id: string, overlapHours: number): Promise<void> {
  const { version } = await context.api.call(pathOf(id), WebhookEndpointView);
  const issued = await withProof(context, () => context.api.call(`${pathOf(id)}/rotate-secret`, IssuedWebhookSecret, { method: 'POST', headers: { 'if-match': `"${version}"` }, body: { overlapHours } }));
  tellSecret(context, issued, overlapHours === 0 ? 'is signed for with this secret alone' : `is signed for with both secrets for ${overlapHours} hours`);
}

/** The one time that a secret is told, as the API tells it. */
function tellSecret({ terminal }: Context, issued: IssuedWebhookSecret, what: string): void {
  terminal.result(issued, () => `${printable(issued.endpoint.title)} (${issued.endpoint.id}) ${what}.\n${issued.secret}`);
  terminal.note('This secret is not shown again.');
}

async function log({ api, terminal }: Context, id: string, { status, limit }: { status?: string; limit: number }): Promise<void> {
  const found = await items(api, deliveriesPath, DeliveryPage, { webhookEndpointId: id, status }, limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () => deliveriesTable(found.items));
}
