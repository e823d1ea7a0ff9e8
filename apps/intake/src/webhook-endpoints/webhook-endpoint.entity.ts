import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { WebhookEndpointStopped, type RegisterWebhookEndpointBody, type UserId, type WebhookEndpointId, type WebhookStop } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';

/** A secret as it is kept; `endsAt` is when it signs no more. Instants stand in ISO 8601. */
export type SealedSecret = { sealed: string; createdAt: string; endsAt: string | null };

const WebhookEndpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    title: p.string(),
    url: p.string(),
    eventTypes: p.json<string[]>(),
    sealedSecrets: p.json<SealedSecret[]>().hidden(),
    active: p.boolean(),
    stoppedAs: p.string().$type<WebhookStop>().nullable(),
    stoppedAt: p.datetime().nullable(),
    ownerUserId: p.uuid(),
    ownerMembershipId: p.uuid(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type Owner = { tenantId: string; userId: string; membershipId: string };

/** Somebody's address that is told of events: of those their owner may see, and of no others. */
export class WebhookEndpoint extends WebhookEndpointSchema.class {
  /** @param seal seals the first secret for the endpoint of this id */
  static register(by: Owner, { title, url, eventTypes }: RegisterWebhookEndpointBody, seal: (id: string) => string): WebhookEndpoint {
    const now = new Date();
    const id = newId();
    return Object.assign(new WebhookEndpoint(), {
      id, tenantId: by.tenantId, title, url, eventTypes, sealedSecrets: [{ sealed: seal(id), createdAt: now.toISOString(), endsAt: null }], active: true, stoppedAs: null, stoppedAt: null,
      ownerUserId: by.userId, ownerMembershipId: by.membershipId, createdAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<WebhookEndpoint>);
  }

  /** Whoever changes what an endpoint is told, or where, answers for it from then on. */
  change(by: Owner, { title, url, eventTypes }: RegisterWebhookEndpointBody): void {
    Object.assign(this, { title, url, eventTypes, ownerUserId: by.userId, ownerMembershipId: by.membershipId, updatedAt: new Date() });
  }

  activate(): void {
    Object.assign(this, { active: true, stoppedAs: null, stoppedAt: null, updatedAt: new Date() });
  }

  stop(as: WebhookStop): void {
    if (!this.active) return;
    const now = new Date();
    Object.assign(this, { active: false, stoppedAs: as, stoppedAt: now, updatedAt: now });
    record(this, WebhookEndpointStopped, { webhookEndpointId: this.id as WebhookEndpointId, title: this.title, stoppedAs: as, stoppedAt: now.toISOString(), ownerUserId: this.ownerUserId as UserId });
  }

  /** The new secret signs from now on; the one before goes on for the overlap, and those before that end. */
  rotate(sealed: string, overlapHours: number): void {
    const now = new Date();
    const last = this.sealedSecrets.find(({ endsAt }) => endsAt === null);
    const ending = last && overlapHours > 0 ? [{ ...last, endsAt: new Date(now.getTime() + overlapHours * 3_600_000).toISOString() }] : [];
    Object.assign(this, { sealedSecrets: [{ sealed, createdAt: now.toISOString(), endsAt: null }, ...ending], updatedAt: now });
  }

  /** The newest first. */
  liveSecrets(now: Date): SealedSecret[] {
    return this.sealedSecrets.filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now.getTime());
  }
}
WebhookEndpointSchema.setClass(WebhookEndpoint);
