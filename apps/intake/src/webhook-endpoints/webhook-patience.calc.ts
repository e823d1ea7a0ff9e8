import type { Lane } from '../deliveries/delivery-lanes.repository.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** How long a message rests after each failure: tried at once, then ever more seldom, for about three days in all. */
export const pausesMs = [5 * seconds, 30 * seconds, 2 * minutes, 10 * minutes, 30 * minutes, 2 * hours, 5 * hours, 10 * hours, 14 * hours, 20 * hours, 20 * hours] as const;
export const webhookAttempts = pausesMs.length + 1;
export const webhookTimeoutMs = 15_000;
/** How long an endpoint may fail, without a single success, before it is told nothing any more. */
export const failingDays = 3;

/** @param random cuts up to a tenth, so that not all come back at once */
export function webhookPauseMs(failures: number, random = Math.random()): number {
  return Math.round((pausesMs[Math.min(failures, pausesMs.length) - 1] ?? 0) * (1 - random / 10));
}

export function webhookLane({ id, tenantId, active }: { id: string; tenantId: string; active: boolean }): Lane {
  return { originId: id, tenantId, perMinute: 1200, concurrency: 4, failuresToOpen: 5, timeoutMs: webhookTimeoutMs, stopped: !active };
}
