import { compareExact, formatExact, multiplyExact, parseExact, roundExact, type ExactDecimal, type PlantState } from '@kairos/contracts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';

export type Incentives = Pick<PlantState, 'incentivesPerYearEur' | 'incentivesTotalEur'>;

/**
 * What a plant gets in incentives by the record of the GSE: euros per MWh times the energy estimated in a year, and over all years, capped
 * by the energy that is incentivised in all. Null where the record does not hold enough to tell. To the cent, halves away from zero.
 */
export function incentivesOf({ incentiveEurPerMwh, incentiveYears, estimatedMwhPerYear, incentivisedCapMwh }: Facts): Incentives {
  const [rate, yearly, years, cap] = [exact(incentiveEurPerMwh), exact(estimatedMwhPerYear), exact(incentiveYears), exact(incentivisedCapMwh)];
  const paidYearly = least(yearly, cap);
  const paidInAll = least(yearly && years && multiplyExact(yearly, years), cap);
  return { incentivesPerYearEur: yearly ? euros(rate, paidYearly) : null, incentivesTotalEur: euros(rate, paidInAll) };
}

/**
 * Whether the licence of the Customs record is active on a day: issued, and not expired; null when the record says nothing of a licence.
 *
 * @param today `2027-03-31`
 */
export function licenceActiveOn({ licenceCode, licenceIssuedOn, licenceExpiresOn }: Facts, today: string): boolean | null {
  if (!licenceCode && !licenceIssuedOn && !licenceExpiresOn) return null;
  return typeof licenceIssuedOn === 'string' && licenceIssuedOn <= today && (typeof licenceExpiresOn !== 'string' || licenceExpiresOn >= today);
}

/** The day it is for Italian authorities. */
export function todayInItaly(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(now);
}

function exact(value: unknown): ExactDecimal | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseExact(String(value)) : undefined;
}

function least(a: ExactDecimal | undefined, b: ExactDecimal | undefined): ExactDecimal | undefined {
  return a && b ? (compareExact(a, b) <= 0 ? a : b) : (a ?? b);
}

function euros(rate: ExactDecimal | undefined, energy: ExactDecimal | undefined): string | null {
  return rate && energy ? formatExact(roundExact(multiplyExact(rate, energy), 2)) : null;
}
