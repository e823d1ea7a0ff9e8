import { z } from 'zod';
import { ConnectorId, DeliveryId, ImportJobId, WebhookEndpointId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';

export const deliveryStatuses = ['pending', 'delivered', 'dead', 'cancelled'] as const;
/** `dead`: it was refused, or failed too often; it is kept until somebody sends it again or its time is over. */
export const DeliveryStatus = z.enum(deliveryStatuses);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const DeliverySummary = z.object({
  id: DeliveryId,
  origin: z.enum(['connector', 'webhook']),
  /** The connector or webhook endpoint that it goes to. */
  originId: z.uuid(),
  /** The connector's endpoint, or the event's type. */
  topic: z.string(),
  status: DeliveryStatus,
  attempts: z.int().nonnegative(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  importJobId: ImportJobId.nullable(),
  rowNumber: z.int().nullable(),
  eventId: z.uuid().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

export const DeliveryAttemptView = z.object({
  startedAt: Instant,
  ms: z.int().nonnegative(),
  /** `ambiguous`: it may have had its effect, and nobody said so. */
  outcome: z.enum(['delivered', 'refused', 'failed', 'ambiguous']),
  status: z.int().nullable(),
  error: z.string().nullable(),
  responseHead: z.string().nullable(),
});
export type DeliveryAttemptView = z.infer<typeof DeliveryAttemptView>;

/** The last 100 attempts. */
export const DeliveryView = DeliverySummary.extend({ idempotencyKey: z.string(), payload: z.json(), nextAttemptAt: Instant.nullable(), log: z.array(DeliveryAttemptView) });
export type DeliveryView = z.infer<typeof DeliveryView>;

const chosen = {
  status: DeliveryStatus.optional(),
  connectorId: ConnectorId.optional(),
  webhookEndpointId: WebhookEndpointId.optional(),
  importJobId: ImportJobId.optional(),
};
export const ListDeliveriesQuery = PageQuery.extend(chosen).strict();
export type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>;
export const DeliveryPage = pageOf(DeliverySummary);
export type DeliveryPage = z.infer<typeof DeliveryPage>;
export const DeliveryParams = z.object({ deliveryId: DeliveryId });
export type DeliveryParams = z.infer<typeof DeliveryParams>;

/** Those of one connector, webhook endpoint or import; of dead ones alone unless it says otherwise. */
export const ReplayDeliveriesBody = z
  .strictObject({
    connectorId: ConnectorId.optional(), webhookEndpointId: WebhookEndpointId.optional(), importJobId: ImportJobId.optional(),
    createdFrom: Instant.optional(), createdBefore: Instant.optional(), deadOnly: z.boolean().default(true),
    /** Only those behind this one: the `next` of the answer before. */
    after: DeliveryId.optional(),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ connectorId, webhookEndpointId, importJobId }) => [connectorId, webhookEndpointId, importJobId].filter(Boolean).length === 1, 'must name one connector, webhook endpoint or import job');
export type ReplayDeliveriesBody = z.infer<typeof ReplayDeliveriesBody>;

export const CancelDeliveriesBody = z
  .strictObject({ connectorId: ConnectorId.optional(), webhookEndpointId: WebhookEndpointId.optional(), importJobId: ImportJobId.optional(), reason: z.string().trim().min(1).max(500).optional() })
  .refine(({ connectorId, webhookEndpointId, importJobId }) => [connectorId, webhookEndpointId, importJobId].filter(Boolean).length === 1, 'must name one connector, webhook endpoint or import job');
export type CancelDeliveriesBody = z.infer<typeof CancelDeliveriesBody>;
/** How many it was about. */
export const DeliveriesChanged = z.object({ deliveries: z.int().nonnegative() });
export type DeliveriesChanged = z.infer<typeof DeliveriesChanged>;
/** `next`: there may be more; asked again `after` it, the command goes on. */
export const DeliveriesReplayed = DeliveriesChanged.extend({ next: DeliveryId.nullable() });
export type DeliveriesReplayed = z.infer<typeof DeliveriesReplayed>;

export const CountDeliveriesQuery = z.strictObject({ connectorId: ConnectorId.optional(), webhookEndpointId: WebhookEndpointId.optional(), importJobId: ImportJobId.optional() });
export type CountDeliveriesQuery = z.infer<typeof CountDeliveriesQuery>;
