import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { UserId, WebhookEndpointId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { WebhookStop } from './webhook-endpoint.http.ts';

/** What is told of an endpoint; not its address, which may hold something secret. */
export const WebhookEndpointStopped = defineEvent({
  type: 'intake.webhook-endpoint.stopped',
  version: 1,
  summary: 'A webhook endpoint is told nothing any more, by hand, by its own word, or because it failed for days.',
  visibility: { permission: 'intake.webhook-endpoint.read', ownerField: 'ownerUserId' },
  data: z.object({ webhookEndpointId: WebhookEndpointId, title: z.string(), stoppedAs: WebhookStop, stoppedAt: Instant, ownerUserId: UserId }),
});
