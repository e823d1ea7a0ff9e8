import { ofThousandths } from '@kairos/contracts';
import { trimmedDecimal } from '../plants/trimmed-decimal.calc.ts';
import type { EnteredMonth } from './performance-of-month.calc.ts';

/** What was entered for a month, as its table holds it. */
export const enteredColumns = 'month, expected_wh, actual_wh, irradiation_kwh_per_m2, mean_temperature_c, unavailable_hours, revenue_eur, incentives_eur, version';
export type EnteredRow = {
  month: string; expected_wh: string | null; actual_wh: string | null; irradiation_kwh_per_m2: string | null; mean_temperature_c: string | null; unavailable_hours: string | null; revenue_eur: string | null; incentives_eur: string | null; version: number;
};

/** A month for which nobody entered anything. */
export const nothingEntered: EnteredMonth = { expectedKwh: null, actualKwh: null, irradiationKwhPerM2: null, meanTemperatureC: null, unavailableHours: null, revenueEur: null, incentivesEur: null, version: 0 };

export function toEntered(row: EnteredRow): EnteredMonth {
  const energy = (wattHours: string | null) => (wattHours === null ? null : ofThousandths(BigInt(wattHours)));
  return {
    expectedKwh: energy(row.expected_wh), actualKwh: energy(row.actual_wh), irradiationKwhPerM2: trimmedDecimal(row.irradiation_kwh_per_m2), meanTemperatureC: trimmedDecimal(row.mean_temperature_c),
    unavailableHours: trimmedDecimal(row.unavailable_hours), revenueEur: trimmedDecimal(row.revenue_eur), incentivesEur: trimmedDecimal(row.incentives_eur), version: row.version,
  };
}
