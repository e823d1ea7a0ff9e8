import {
  addExact, divideExact, formatExact, kilowattsOf, multiplyExact, parseExact, performanceTargets, roundExact, subtractExact, type ExactDecimal, type PlantMonthView, type PortfolioProduction,
} from '@kairos/contracts';

/** A plant with the month asked about and the one before it. */
export type PlantMonths = { capacityW: bigint; month: PlantMonthView; previous: PlantMonthView };
type RatioName = 'performanceRatio' | 'availability';

/** What plants yielded together in a month, and how that compares. */
export function productionOf(month: string, previousMonth: string, plants: readonly PlantMonths[]): PortfolioProduction {
  const known = plants.filter((plant) => plant.month.actualKwh !== null);
  const both = known.filter(({ previous }) => previous.actualKwh !== null);
  const [actual, previous] = [sumOf(both.map((plant) => plant.month)), sumOf(both.map((plant) => plant.previous))];
  const change = divideExact(subtractExact(actual, previous), previous, 12);
  return {
    month, plants: plants.length, plantsKnown: known.length, actualKwh: formatExact(sumOf(known.map((plant) => plant.month))),
    trend: { previousMonth, plants: both.length, actualKwh: formatExact(actual), previousKwh: formatExact(previous), change: change ? formatExact(roundExact(change, 4)) : null },
    performanceRatio: ratioOf('performanceRatio', plants), availability: ratioOf('availability', plants),
  };
}

function ratioOf(name: RatioName, plants: readonly PlantMonths[]): PortfolioProduction[RatioName] {
  const known = plants.flatMap(({ capacityW, month }) => (month[name] ? [{ weight: exactly(kilowattsOf(capacityW)), ...month[name] }] : []));
  const weighed = known.reduce((sum, { weight, value }) => addExact(sum, multiplyExact(weight, exactly(value))), zero);
  const mean = divideExact(weighed, known.reduce((sum, { weight }) => addExact(sum, weight), zero), 12);
  return { value: mean ? formatExact(roundExact(mean, 4)) : null, target: performanceTargets[name], plants: known.length, meetingTarget: known.filter(({ meetsTarget }) => meetsTarget).length };
}

const zero: ExactDecimal = { digits: 0n, scale: 0 };

function sumOf(months: readonly PlantMonthView[]): ExactDecimal {
  return months.reduce((sum, { actualKwh }) => addExact(sum, exactly(actualKwh ?? '0')), zero);
}

function exactly(text: string): ExactDecimal {
  const exact = parseExact(text);
  if (!exact) throw new Error(`${text} is no decimal.`);
  return exact;
}
