import {
  compareExact, divideExact, formatExact, kilowattsOf, multiplyExact, ofThousandths, parseExact, performanceTargets, roundExact, subtractExact,
  type ExactDecimal, type PerformanceAlert, type PlantMonthState, type PlantMonthView, type PlantType,
} from '@kairos/contracts';
import { annualEnergy, type EstimatedPlant } from '../estimates/estimate-plant.calc.ts';
import { plannedPerformanceRatio } from '../estimates/estimate-tables.calc.ts';
import { instantOf } from '../readings/local-time.calc.ts';

export type MeasuredPlant = { type: PlantType; capacityW: bigint; region: string | null; timeZone: string };
/** What was entered for a month, with its version: 0 where nothing was. */
export type EnteredMonth = Omit<PlantMonthState, 'plantMonthId' | 'plantId' | 'month'> & { version: number };
type Ratio = NonNullable<PlantMonthView['availability']>;

/** When a month begins and ends where the plant is, in milliseconds. */
export function boundsOf(month: string, timeZone: string): { fromMs: number; toMs: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { fromMs: instantOf(Date.UTC(year, number - 1, 1), timeZone), toMs: instantOf(Date.UTC(year, number, 1), timeZone) };
}

/** @param readWh what the production meters read, or null without a reading */
export function performanceOf(month: string, plant: MeasuredPlant, entered: EnteredMonth, readWh: bigint | null): PlantMonthView {
  const { fromMs, toMs } = boundsOf(month, plant.timeZone);
  const hours = Math.round((toMs - fromMs) / 3_600_000);
  const estimate = entered.expectedKwh === null ? estimateOf(month, plant) : null;
  const actualKwh = entered.actualKwh ?? (readWh === null ? null : ofThousandths(readWh));
  const capacityKw = kilowattsOf(plant.capacityW);
  const performanceRatio = actualKwh === null ? null : ratioOfPerformance(plant, actualKwh, entered, estimate);
  const { version, ...told } = entered;
  return {
    month, hours, ended: true, ...told, expectedKwh: entered.expectedKwh ?? estimate, expectedFrom: entered.expectedKwh !== null ? 'entered' : estimate === null ? null : 'estimate',
    actualKwh, actualFrom: entered.actualKwh !== null ? 'entered' : actualKwh === null ? null : 'readings', performanceRatio,
    availability: entered.unavailableHours === null ? null : availabilityOf(entered.unavailableHours, hours),
    capacityFactor: actualKwh === null ? null : ratio(exactly(actualKwh), multiplyExact(exactly(capacityKw), exactly(String(hours))), `${actualKwh} ÷ (${capacityKw} × ${hours})`, null),
    alerts: alertsOf(performanceRatio), version,
  };
}

/** A month that goes on is held against nothing that stands for the whole of it; sun and energy of the same days are (IEC 61724-1), without a verdict. */
export function whileItRuns({ performanceRatio, irradiationKwhPerM2, ...view }: PlantMonthView): PlantMonthView {
  const measured = performanceRatio !== null && irradiationKwhPerM2 !== null ? { ...performanceRatio, meetsTarget: null } : null;
  return { ...view, ended: false, irradiationKwhPerM2, performanceRatio: measured, availability: null, capacityFactor: null, alerts: [] };
}

/** The days of the month as a share of the year's energy: a round figure that knows no seasons. */
export function estimateOf(month: string, plant: EstimatedPlant): string | null {
  const annual = annualEnergy(plant).value;
  if (annual === null) return null;
  const [year = 0, number = 1] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const daysOfYear = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
  return formatExact(divideExact(multiplyExact(exactly(annual), exactly(String(days))), exactly(String(daysOfYear)), 3) as ExactDecimal);
}

function ratioOfPerformance({ type, capacityW }: MeasuredPlant, actualKwh: string, { irradiationKwhPerM2 }: EnteredMonth, estimate: string | null): Ratio | null {
  if (type !== 'Photovoltaic') return null;
  const capacityKw = kilowattsOf(capacityW);
  // Modules are rated under a kilowatt a square metre, so that the numbers of irradiation and of full hours are the same.
  if (irradiationKwhPerM2 !== null) return ratio(exactly(actualKwh), multiplyExact(exactly(capacityKw), exactly(irradiationKwhPerM2)), `${actualKwh} ÷ (${capacityKw} × ${irradiationKwhPerM2})`, performanceTargets.performanceRatio);
  if (estimate === null) return null;
  return ratio(multiplyExact(exactly(actualKwh), exactly(plannedPerformanceRatio)), exactly(estimate), `${actualKwh} × ${plannedPerformanceRatio} ÷ ${estimate}`, performanceTargets.performanceRatio);
}

function availabilityOf(unavailableHours: string, hours: number): Ratio | null {
  return ratio(subtractExact(exactly(String(hours)), exactly(unavailableHours)), exactly(String(hours)), `(${hours} - ${unavailableHours}) ÷ ${hours}`, performanceTargets.availability);
}

/** To four decimals; nothing where there is nothing to divide by. */
function ratio(part: ExactDecimal, whole: ExactDecimal, arithmetic: string, target: string | null): Ratio | null {
  const exact = divideExact(part, whole, 12);
  return exact ? { value: formatExact(roundExact(exact, 4)), arithmetic, meetsTarget: target === null ? null : compareExact(exact, exactly(target)) >= 0 } : null;
}

function alertsOf(performanceRatio: Ratio | null): PerformanceAlert[] {
  if (!performanceRatio || compareExact(exactly(performanceRatio.value), exactly(performanceTargets.warnBelowRatio)) >= 0) return [];
  return [{ code: 'low-performance-ratio', severity: 'warning', detail: `The performance ratio is ${performanceRatio.value}, below ${performanceTargets.warnBelowRatio}.` }];
}

function exactly(text: string): ExactDecimal {
  const exact = parseExact(text);
  if (!exact) throw new Error(`${text} is no decimal.`);
  return exact;
}
