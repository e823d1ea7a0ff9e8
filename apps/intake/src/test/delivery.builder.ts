import { randomUUID } from 'node:crypto';
import type { BatchRowResult, ConnectorView, DeliveryCounts, DeliveryPage, DeliveryPolicy, DeliverySummary, DeliveryView } from '@kairos/contracts';
import { eventually, type Caller, type TestService } from '@kairos/testing';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { RecordDeliveries, type RecordDelivery } from '../deliveries/record-deliveries.repository.ts';
import { newConnector } from './connector.builder.ts';
import type { MockApi } from './mock-api.builder.ts';

const base = '/api/v1/intake';
let connectors = 0;

/** Registers a connector to an API that its tenant may ask. Quick and stubborn unless the test says otherwise. */
export async function connectorTo(service: TestService, caller: Caller, api: MockApi, policy: Partial<DeliveryPolicy> = {}): Promise<ConnectorView> {
  await api.openTo(service, caller);
  connectors += 1;
  const quick = { requestsPerMinute: 60_000, concurrency: 8, timeoutMs: 1000, attempts: 50, firstPauseMs: 100, longestPauseMs: 500, failuresToOpen: 100, ...policy };
  return (await caller.api.post(`${base}/connectors`, newConnector(api.url, { name: `api-${connectors}`, policy: quick })).expect(201)).body as ConnectorView;
}

/** Has records delivered as an import does. */
export async function deliver(service: TestService, caller: Caller, connector: ConnectorView, codes: readonly string[], name = 'Alpe'): Promise<RecordDelivery[]> {
  const records = service.running.app.get(RecordDeliveries);
  const target = { originId: connector.id, topic: 'upsert-customer', importJobId: randomUUID(), owner: { userId: caller.userId, apiKeyId: null } };
  return service.asTenant(caller.tenantId, () => records.make(caller.tenantId, target, codes.map((code, row) => ({ rowNumber: row + 1, key: code, values: { code, name } }))));
}

/** Has rows of one import taken, a name for each code, as the chunk of this index. */
export function takeChunk(service: TestService, caller: Caller, connector: ConnectorView, [importJobId, chunkIndex]: readonly [string, number], rows: Record<string, string>): Promise<BatchRowResult[]> {
  const chunk = { importJobId, chunkIndex, dryRun: false, recipe: { connector: { name: connector.name, endpoint: 'upsert-customer' }, naturalKey: ['code'] }, owner: { userId: caller.userId, apiKeyId: null } };
  const values = Object.entries(rows).map(([code, name], at) => ({ rowNumber: chunkIndex * 100 + at + 1, values: { code, name } }));
  return service.asTenant(caller.tenantId, () => service.running.app.get(ConnectorRows).take({ ...chunk, rows: values }));
}

export async function readDelivery(caller: Caller, id: string): Promise<DeliveryView> {
  return (await caller.api.get(`${base}/deliveries/${id}`).expect(200)).body as DeliveryView;
}

export async function listDeliveries(caller: Caller, query = ''): Promise<DeliverySummary[]> {
  return ((await caller.api.get(`${base}/deliveries?limit=200${query}`).expect(200)).body as DeliveryPage).items;
}

export async function countsOf(caller: Caller, { id }: Pick<ConnectorView, 'id'>): Promise<DeliveryCounts> {
  return (await caller.api.get(`${base}/deliveries/counts?connectorId=${id}`).expect(200)).body as DeliveryCounts;
}

export function settled(caller: Caller, connector: Pick<ConnectorView, 'id'>, withinMs = 20_000): Promise<DeliveryCounts> {
  return eventually(() => countsOf(caller, connector), ({ pending }) => pending === 0, withinMs);
}
