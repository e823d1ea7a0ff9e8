import type { TenantStatus } from '@kairos/contracts';

export type StandingFacts = { status: TenantStatus; planEndsOn?: string | null; readOnlySince?: Date | null; timeZone: string };

/** From when on nothing of the tenant can be changed: since it was suspended or cancelled, or from the day after its plan's last. */
export function readOnlyFrom({ status, planEndsOn, readOnlySince, timeZone }: StandingFacts): Date | null {
  const ended = planEndsOn ? startOfDay(dayAfter(planEndsOn), timeZone) : null;
  const since = status === 'Suspended' || status === 'Cancelled' ? (readOnlySince ?? null) : null;
  if (ended && since) return ended < since ? ended : since;
  return since ?? ended;
}

/** The date that is so many days after an instant, where the tenant is. */
export function dateAfter(now: Date, days: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now.getTime() + days * 86_400_000));
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a date begins in a zone. Asked twice, because the clock may change in the hours between. */
function startOfDay(date: string, timeZone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  const guess = wanted - offsetMs(wanted, timeZone);
  return new Date(wanted - offsetMs(guess, timeZone));
}

function offsetMs(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(instant / 1000) * 1000;
}
