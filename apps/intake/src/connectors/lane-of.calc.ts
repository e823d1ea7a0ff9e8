import type { Lane } from '../deliveries/delivery-lanes.repository.ts';
import type { Connector } from './connector.entity.ts';

/** How a connector's deliveries are let out. */
export function laneOf({ id, tenantId, policy, active }: Pick<Connector, 'id' | 'tenantId' | 'policy' | 'active'>): Lane {
  return { originId: id, tenantId, perMinute: policy.requestsPerMinute, concurrency: policy.concurrency, failuresToOpen: policy.failuresToOpen, timeoutMs: policy.timeoutMs, stopped: !active };
}
