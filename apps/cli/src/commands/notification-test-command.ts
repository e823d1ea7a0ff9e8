import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import { ChannelTestView, DeliveryPage, matchesEventType, MeView, testedChannels, WebhookEndpointPage, type DeliverySummary } from '@kairos/contracts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';
import { deliveriesPath } from './deliveries-commands.ts';

const eventType = 'workflows.notification.raised.v1';
const patienceMs = 10_000;
const pauseMs = 500;
type Api = Context['api'];
type Told = { endpoint: string; status: DeliverySummary['status'] | 'none'; error: string | null };

const told: Record<ChannelTestView['outcome'], string> = {
  raised: 'It stands among your notifications (kairos notifications).', requested: 'The mail is under way; what becomes of it stands with the notification (kairos notifications --json).',
  delivered: 'The mail server took the mail.', failed: 'The mail could not be sent',
};

export function addNotificationTestCommand(notifications: Command, context: () => Context): void {
  notifications
    .command('test')
    .description('send yourself a test, and see what becomes of it; five an hour')
    .addOption(new Option('--channel <channel>', 'webhook: your endpoints that are told of notifications').choices(testedChannels).makeOptionMandatory())
    .action((options: { channel: ChannelTestView['channel'] }) => test(context(), options));
}

async function test({ api, terminal }: Context, { channel }: { channel: ChannelTestView['channel'] }): Promise<void> {
  const answer = await api.call('/api/v1/workflows/notifications/test', ChannelTestView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: { channel } });
  if (channel !== 'webhook') return terminal.result(answer, () => `${told[answer.outcome]}${answer.failure === null ? '' : `: ${printable(answer.failure)}`}`);
  const webhooks = await followed(api, answer.notification.raisedAt);
  terminal.result({ ...answer, webhooks }, () => (webhooks.length === 0 ? `You have no webhook endpoint that is told of ${eventType}.` : webhooks.map(({ endpoint, status, error }) => printable(`${endpoint}: ${status === 'none' ? 'nothing was sent yet' : status}${error === null ? '' : `, ${error}`}`)).join('\n')));
}

/** What became of the message to each of one's endpoints that are told of notifications. */
async function followed(api: Api, since: string): Promise<Told[]> {
  const { userId } = await api.call('/api/v1/identity/me', MeView);
  const own = (await items(api, '/api/v1/intake/webhook-endpoints', WebhookEndpointPage, {})).items.filter(({ active, ownerUserId, eventTypes }) => active && ownerUserId === userId && eventTypes.some((pattern) => matchesEventType(pattern, eventType)));
  const until = Date.now() + patienceMs;
  const webhooks: Told[] = [];
  for (const { id, title } of own) webhooks.push(await outcomeAt(api, { id, title }, { since, until }));
  return webhooks;
}

async function outcomeAt(api: Api, { id, title }: { id: string; title: string }, { since, until }: { since: string; until: number }): Promise<Told> {
  for (;;) {
    const page = await items(api, deliveriesPath, DeliveryPage, { webhookEndpointId: id }, 20);
    const delivery = page.items.find(({ topic, createdAt }) => topic === eventType && createdAt >= since);
    if ((delivery && delivery.status !== 'pending') || Date.now() > until) return { endpoint: title, status: delivery?.status ?? 'none', error: delivery?.lastError ?? null };
    await sleep(pauseMs);
  }
}
