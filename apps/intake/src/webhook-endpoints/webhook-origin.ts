import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Webhook } from 'standardwebhooks';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { DeliveryOrigins, type DeliveryOrigin, type DueDelivery, type OpenOrigin, type PreparedRequest } from '../deliveries/delivery-origins.ts';
import type { SendResult } from '../deliveries/delivery-outcome.calc.ts';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';
import { failingDays, webhookAttempts, webhookLane, webhookPauseMs, webhookTimeoutMs } from './webhook-patience.calc.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

/** Turns events into signed messages, as the Standard Webhooks specification has them. */
@Injectable()
export class WebhookOrigin implements DeliveryOrigin, OnModuleInit {
  readonly kind = 'webhook';

  constructor(
    private readonly em: EntityManager,
    private readonly origins: DeliveryOrigins,
    private readonly secrets: WebhookSecrets,
    private readonly lanes: DeliveryLanes,
  ) {}

  onModuleInit(): void {
    this.origins.add(this);
  }

  async open(originId: string): Promise<OpenOrigin | undefined> {
    const endpoint = await this.em.fork().findOne(WebhookEndpoint, originId);
    if (!endpoint) return undefined;
    return { timeoutMs: webhookTimeoutMs, attempts: webhookAttempts, pauseMs: (failures) => webhookPauseMs(failures), prepare: (delivery) => Promise.resolve(this.prepare(endpoint, delivery)) };
  }

  /** Stops an endpoint that says it is gone, or that has failed for days. */
  async learn(originId: string, results: readonly SendResult[]): Promise<void> {
    const gone = results.some(({ status }) => status === 410);
    if (!gone && !(results.some(({ then }) => then === 'dead') && (await this.hasFailedForDays(originId)))) return;
    const endpoint = await this.em.findOneOrFail(WebhookEndpoint, originId);
    endpoint.stop(gone ? 'gone' : 'failing');
    await this.lanes.keep(webhookLane(endpoint));
  }

  private async hasFailedForDays(originId: string): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>(`select from delivery_lane where origin_id = ? and failing_since < now() - ? * interval '1 day'`, [originId, failingDays]);
    return rows.length > 0;
  }

  private prepare(endpoint: WebhookEndpoint, { idempotencyKey, payload }: DueDelivery): PreparedRequest {
    const now = new Date();
    const body = JSON.stringify(payload);
    const secrets = endpoint.liveSecrets(now).map(({ sealed }) => this.secrets.open(sealed, endpoint.id));
    const signatures = secrets.map((secret) => new Webhook(secret).sign(idempotencyKey, now, body));
    const headers = {
      'content-type': 'application/json', 'user-agent': 'Kairos', 'webhook-id': idempotencyKey, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)), 'webhook-signature': signatures.join(' '),
    };
    return { request: { url: endpoint.url, method: 'POST', headers, body }, secrets };
  }
}
