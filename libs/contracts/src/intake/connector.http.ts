import { z } from 'zod';
import { ConnectorId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ConnectorAuth, ConnectorEndpoint, ConnectorHeaders, ConnectorKind, ConnectorName, DeliveryPolicy, OutboundUrl } from './connector.ts';

const described = {
  name: ConnectorName,
  title: z.string().trim().min(1).max(200),
  kind: ConnectorKind.default('rest'),
  baseUrl: OutboundUrl.refine((url) => !url.includes('?'), 'may not have a query'),
  headers: ConnectorHeaders.default({}),
  auth: ConnectorAuth,
  endpoints: z.array(ConnectorEndpoint).max(100).default([]).refine((endpoints) => new Set(endpoints.map(({ name }) => name)).size === endpoints.length, 'names an endpoint twice'),
  policy: DeliveryPolicy.prefault({}),
};

/** The key, token, password or client secret. It is kept sealed and never told again. */
export const ConnectorSecret = z.string().min(1).max(4000).regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'must be visible ASCII characters');

export const RegisterConnectorBody = z.strictObject({ ...described, secret: ConnectorSecret.optional() });
export type RegisterConnectorBody = z.infer<typeof RegisterConnectorBody>;

/** Without `secret` the stored one stays, as long as it goes to the same place. */
export const ChangeConnectorBody = z.strictObject({ ...described, secret: ConnectorSecret.optional() });
export type ChangeConnectorBody = z.infer<typeof ChangeConnectorBody>;

/** Whether anything is sent: `half-open` tries with one request whether the other side works again. */
export const CircuitState = z.enum(['closed', 'open', 'half-open']);
export type CircuitState = z.infer<typeof CircuitState>;
export const DeliveryCounts = z.object({ pending: z.int().nonnegative(), delivered: z.int().nonnegative(), dead: z.int().nonnegative(), cancelled: z.int().nonnegative() });
export type DeliveryCounts = z.infer<typeof DeliveryCounts>;

export const ConnectorView = z.object({
  id: ConnectorId,
  ...described,
  kind: ConnectorKind,
  headers: z.record(z.string(), z.string()),
  endpoints: z.array(ConnectorEndpoint),
  policy: DeliveryPolicy,
  active: z.boolean(),
  secretSetAt: Instant.nullable(),
  createdByUserId: UserId,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().positive(),
});
export type ConnectorView = z.infer<typeof ConnectorView>;

export const ConnectorParams = z.object({ connectorId: ConnectorId });
export type ConnectorParams = z.infer<typeof ConnectorParams>;
export const ListConnectorsQuery = PageQuery.extend({}).strict();
export type ListConnectorsQuery = z.infer<typeof ListConnectorsQuery>;
export const ConnectorPage = pageOf(ConnectorView);
export type ConnectorPage = z.infer<typeof ConnectorPage>;

export const ConnectorTrafficView = z.object({ circuit: CircuitState, opensAgainAt: Instant.nullable(), failuresInARow: z.int().nonnegative(), inFlight: z.int().nonnegative(), deliveries: DeliveryCounts });
export type ConnectorTrafficView = z.infer<typeof ConnectorTrafficView>;

/** `endpoint` names the one to look at too; nothing is sent to it that could change anything. */
export const TestConnectorBody = z.strictObject({ endpoint: ConnectorName.optional() });
export type TestConnectorBody = z.infer<typeof TestConnectorBody>;

export const ConnectorCheck = z.object({
  step: z.enum(['connection', 'auth', 'endpoint']),
  outcome: z.enum(['passed', 'failed', 'unclear']),
  status: z.int().nullable(),
  ms: z.int().nonnegative(),
  detail: z.string(),
});
export type ConnectorCheck = z.infer<typeof ConnectorCheck>;
export const ConnectorTestView = z.object({ passed: z.boolean(), checks: z.array(ConnectorCheck) });
export type ConnectorTestView = z.infer<typeof ConnectorTestView>;
