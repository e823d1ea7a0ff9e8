import { z } from 'zod';
import { DeliveryId, UserId, WebhookEndpointId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { CircuitState, DeliveryCounts } from './connector.http.ts';
import { OutboundUrl } from './connector.ts';

/** An event's type such as `assets.plant.registered.v1`, the beginning of some such as `assets.plant.*`, or `*` for all. */
export const EventTypePattern = z.string().regex(/^(\*|[a-z-]+\.\*|[a-z-]+\.[a-z-]+\.\*|[a-z-]+\.[a-z-]+\.[a-z-]+\.v\d{1,3})$/, 'must be the type of an event, or a beginning that ends in .*');
export type EventTypePattern = z.infer<typeof EventTypePattern>;

export function matchesEventType(pattern: EventTypePattern, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

const described = {
  title: z.string().trim().min(1).max(200),
  url: OutboundUrl,
  eventTypes: z.array(EventTypePattern).min(1).max(50).refine((types) => new Set(types).size === types.length, 'names a type twice'),
};
export const RegisterWebhookEndpointBody = z.strictObject(described);
export type RegisterWebhookEndpointBody = z.infer<typeof RegisterWebhookEndpointBody>;
export const ChangeWebhookEndpointBody = RegisterWebhookEndpointBody;
export type ChangeWebhookEndpointBody = RegisterWebhookEndpointBody;

/** Why an endpoint is told nothing any more: switched off by hand, gone (410) by its own word, or failing for days. */
export const webhookStops = ['by-hand', 'gone', 'failing'] as const;
export const WebhookStop = z.enum(webhookStops);
export type WebhookStop = z.infer<typeof WebhookStop>;

export const WebhookEndpointView = z.object({
  id: WebhookEndpointId,
  ...described,
  eventTypes: z.array(z.string()),
  active: z.boolean(),
  stoppedAs: WebhookStop.nullable(),
  stoppedAt: Instant.nullable(),
  /** The live secrets, without themselves: each message is signed with all of them. */
  secrets: z.array(z.object({ createdAt: Instant, endsAt: Instant.nullable() })),
  ownerUserId: UserId,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().positive(),
});
export type WebhookEndpointView = z.infer<typeof WebhookEndpointView>;

/** `secret` is shown this once: `whsec_…`, as Standard Webhooks writes them. */
export const IssuedWebhookSecret = z.object({ endpoint: WebhookEndpointView, secret: z.string() });
export type IssuedWebhookSecret = z.infer<typeof IssuedWebhookSecret>;
/** For so long messages are signed with the secret before as well. */
export const RotateWebhookSecretBody = z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) });
export type RotateWebhookSecretBody = z.infer<typeof RotateWebhookSecretBody>;

export const WebhookEndpointParams = z.object({ webhookEndpointId: WebhookEndpointId });
export type WebhookEndpointParams = z.infer<typeof WebhookEndpointParams>;
export const ListWebhookEndpointsQuery = PageQuery.extend({}).strict();
export type ListWebhookEndpointsQuery = z.infer<typeof ListWebhookEndpointsQuery>;
export const WebhookEndpointPage = pageOf(WebhookEndpointView);
export type WebhookEndpointPage = z.infer<typeof WebhookEndpointPage>;
export const WebhookPinged = z.object({ deliveryId: DeliveryId });
export type WebhookPinged = z.infer<typeof WebhookPinged>;
export const WebhookTrafficView = z.object({ circuit: CircuitState, opensAgainAt: Instant.nullable(), failuresInARow: z.int().nonnegative(), inFlight: z.int().nonnegative(), deliveries: DeliveryCounts });
export type WebhookTrafficView = z.infer<typeof WebhookTrafficView>;

/** What an endpoint can be told of, and what its owner must be allowed to see for that. */
export const WebhookEventTypes = z.object({ items: z.array(z.object({ type: z.string(), summary: z.string(), permission: z.string() })) });
export type WebhookEventTypes = z.infer<typeof WebhookEventTypes>;
