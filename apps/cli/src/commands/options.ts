import { InvalidArgumentError } from 'commander';

export const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

export function countOption(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('must be a whole number above zero');
  return count;
}

/** From 0, for no time at all. */
export function hoursOption(text: string): number {
  const hours = Number(text);
  if (!/^\d{1,4}$/.test(text.trim())) throw new InvalidArgumentError('must be a whole number of hours');
  return hours;
}

const ago = /^(\d{1,6})(m|h|d)$/;
const minutes = { m: 1, h: 60, d: 1440 } as const;

/** `2027-03-31T08:00:00Z`, `2027-03-31`, or how long ago: `90m`, `24h`, `2d`. */
export function instantOption(text: string): Date {
  const [, amount, unit] = ago.exec(text) ?? [];
  const instant = amount ? new Date(Date.now() - Number(amount) * minutes[unit as 'm'] * 60_000) : new Date(text);
  if (Number.isNaN(instant.getTime())) throw new InvalidArgumentError('must be an instant such as 2027-03-31T08:00:00Z, or an age such as 24h');
  return instant;
}
