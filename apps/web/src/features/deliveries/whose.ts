import type { Whose } from '../../vocabulary/deliveries.api.ts';
import type { DeliveriesSearch } from './deliveries-search.ts';

/** The one origin that a search is narrowed to. */
export function whoseOf({ connector, webhook, import: importJob }: DeliveriesSearch): Whose | undefined {
  if (connector !== undefined) return { connectorId: connector };
  if (webhook !== undefined) return { webhookEndpointId: webhook };
  return importJob === undefined ? undefined : { importJobId: importJob };
}
