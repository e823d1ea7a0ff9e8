import { z } from 'zod';
import type { DeliveryStatus } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const statuses = ['pending', 'delivered', 'dead', 'cancelled'] as const satisfies readonly DeliveryStatus[];
const id = z.uuid().optional().catch(undefined);

/** What the list is narrowed to, and the delivery that is open beside it. */
export const DeliveriesSearch = z.object({ status: z.enum(statuses).optional().catch(undefined), connector: id, webhook: id, import: id, delivery: id });
export type DeliveriesSearch = z.infer<typeof DeliveriesSearch>;

export function deliveriesQuery({ status, connector, webhook, import: importJob }: DeliveriesSearch) {
  return { status, connectorId: connector, webhookEndpointId: webhook, importJobId: importJob };
}

export function deliveriesCommand({ status, connector, webhook, import: importJob }: DeliveriesSearch): CommandLine {
  return command`kairos deliveries list${options({ '--status': status, '--connector': connector, '--webhook': webhook, '--job': importJob })}`;
}
