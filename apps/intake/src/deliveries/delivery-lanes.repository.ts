import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { CircuitState } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';

/** How fast, by how many at once, and how patiently one connector or webhook endpoint is asked. */
export type Lane = { originId: string; tenantId: string; perMinute: number; concurrency: number; failuresToOpen: number; timeoutMs: number; stopped: boolean };
export type LaneState = { circuit: CircuitState; opensAgainAt: string | null; failuresInARow: number; inFlight: number };
type Row = { failures: number; failures_to_open: number; ready_at: string; waits: boolean; in_flight: number };

/** Whether a delivery may go out is decided by these rows alone, so that however many workers there are, no host is asked faster or by more at once. */
@Injectable()
export class DeliveryLanes {
  constructor(
    private readonly em: EntityManager,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'DELIVERY_LEASE_MARGIN_MS'>,
  ) {}

  /** Makes or changes a lane in the ambient transaction, that of what it is for. */
  async keep({ originId, tenantId, perMinute, concurrency, failuresToOpen, timeoutMs, stopped }: Lane): Promise<void> {
    await this.em.execute(
      `insert into delivery_lane (origin_id, tenant_id, per_minute, concurrency, failures_to_open, lease_ms, stopped, tokens) values (?, ?, ?, ?, ?, ?, ?, greatest(1, ? / 12.0))
       on conflict (origin_id) do update set per_minute = excluded.per_minute, concurrency = excluded.concurrency, failures_to_open = excluded.failures_to_open, lease_ms = excluded.lease_ms,
         stopped = excluded.stopped, failures = 0, openings = 0, failing_since = null, ready_at = least(delivery_lane.ready_at, now())`,
      [originId, tenantId, perMinute, concurrency, failuresToOpen, timeoutMs + this.config.DELIVERY_LEASE_MARGIN_MS, stopped, perMinute],
    );
  }

  async state(originId: string): Promise<LaneState> {
    const [row] = await this.em.fork().execute<Row[]>(
      `select failures, failures_to_open, ready_at, ready_at > now() as waits,
         (select count(*)::integer from delivery_turn t where t.origin_id = l.origin_id and t.token is not null and t.due_at > now()) as in_flight
       from delivery_lane l where origin_id = ?`,
      [originId],
    );
    if (!row) return { circuit: 'closed', opensAgainAt: null, failuresInARow: 0, inFlight: 0 };
    const failing = row.failures >= row.failures_to_open;
    return { circuit: !failing ? 'closed' : row.waits ? 'open' : 'half-open', opensAgainAt: row.waits ? toInstant(row.ready_at) : null, failuresInARow: row.failures, inFlight: row.in_flight };
  }
}
