import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { WebhookEndpointId, type DeliveryCounts, type ListWebhookEndpointsQuery, type WebhookEndpointPage, type WebhookEndpointView, type WebhookTrafficView } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { positionOf } from '../cursor.calc.ts';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { ownImports } from '../own-imports.calc.ts';
import type { SealedSecret } from './webhook-endpoint.entity.ts';
import { WebhookEndpointNotFound } from './webhook-endpoint.errors.ts';

type Row = Omit<WebhookEndpointView, 'stoppedAt' | 'secrets' | 'createdAt' | 'updatedAt'> & { stoppedAt: string | null; sealedSecrets: SealedSecret[]; createdAt: string; updatedAt: string };

const columns = `id, title, url, event_types as "eventTypes", active, stopped_as as "stoppedAs", stopped_at as "stoppedAt", sealed_secrets as "sealedSecrets", owner_user_id as "ownerUserId",
  created_at as "createdAt", updated_at as "updatedAt", version`;
/** Whoever reaches a list of plants sees the endpoints they answer for themselves. */
const isOwn = '($1::uuid is null or owner_user_id = $1)';

@Injectable()
export class WebhookEndpointsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly lanes: DeliveryLanes,
  ) {}

  async read(webhookEndpointId: string, actor: Actor): Promise<WebhookEndpointView> {
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} from webhook_endpoint where ${isOwn} and id = $2`, [ownImports(actor).userId, webhookEndpointId]);
    if (!row) throw new WebhookEndpointNotFound();
    return view(row);
  }

  /** Newest first. */
  async list({ limit, cursor }: ListWebhookEndpointsQuery, actor: Actor): Promise<WebhookEndpointPage> {
    const after = positionOf(cursor, WebhookEndpointId, null);
    const rows = await tenantQuery<Row>(this.em, `select ${columns} from webhook_endpoint where ${isOwn} and ($2::uuid is null or id < $2) order by id desc limit $3`, [ownImports(actor).userId, after, limit + 1]);
    return toPage(rows, limit, view, ({ id }) => [id]) as WebhookEndpointPage;
  }

  async traffic(webhookEndpointId: string, actor: Actor): Promise<WebhookTrafficView> {
    await this.read(webhookEndpointId, actor);
    const counts = await tenantQuery<{ status: keyof DeliveryCounts; count: number }>(this.em, 'select status, count(*)::integer as count from delivery where origin_id = $1 group by status', [webhookEndpointId]);
    return { ...(await this.lanes.state(webhookEndpointId)), deliveries: { pending: 0, delivered: 0, dead: 0, cancelled: 0, ...Object.fromEntries(counts.map(({ status, count }) => [status, count])) } };
  }
}

function view({ sealedSecrets, stoppedAt, createdAt, updatedAt, ...row }: Row): WebhookEndpointView {
  const live = sealedSecrets.filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > Date.now());
  return { ...row, stoppedAt: stoppedAt && toInstant(stoppedAt), secrets: live.map(({ createdAt: made, endsAt }) => ({ createdAt: made, endsAt })), createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt) };
}
