import { effectiveSettings, readSettings } from '@kairos/contracts';

/** How long a session lasts at most, and how long it may lie unused. */
export type SessionLimits = { lastsMs: number; idleMs: number };

/** What the settings of a tenant make of it, as stored: never more than the operator lets it. */
export function sessionLimits(operator: Readonly<Record<string, unknown>>, tenant: Readonly<Record<string, unknown>>): SessionLimits {
  const { sessionHours, sessionIdleMinutes } = effectiveSettings(readSettings(operator), readSettings(tenant));
  return { lastsMs: sessionHours * 3_600_000, idleMs: sessionIdleMinutes * 60_000 };
}
