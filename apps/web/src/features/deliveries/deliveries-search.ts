import { z } from 'zod';
import type { DeliveryStatus } from '@kairos/contracts';

export const statuses = ['pending', 'delivered', 'dead', 'cancelled'] as const satisfies readonly DeliveryStatus[];
const id = z.uuid().optional().catch(undefined);

/** What the list is narrowed to, and the delivery that is open beside it. */
export const DeliveriesSearch = z.object({ status: z.enum(statuses).optional().catch(undefined), connector: id, webhook: id, import: id, delivery: id });
export type DeliveriesSearch = z.infer<typeof DeliveriesSearch>;

export function deliveriesQuery({ status, connector, webhook, import: importJob }: DeliveriesSearch) {
  return { status, connectorId: connector, webhookEndpointId: webhook, importJobId: importJob };
}

export function deliveriesCommand({ status, connector, webhook, import: importJob }: DeliveriesSearch): string {
  return ['kairos deliveries list', status && `--status ${status}`, connector && `--connector ${connector}`, webhook && `--webhook ${webhook}`, importJob && `--job ${importJob}`].filter(Boolean).join(' ');
}
