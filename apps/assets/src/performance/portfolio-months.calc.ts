import { divideExact, formatExact, ofThousandths, roundExact, thousandthsOf, type PlantType, type PortfolioMonth } from '@kairos/contracts';
import { estimateOf } from './performance-of-month.calc.ts';

/** Plants of one type in one region, of which it is known what they yielded in a month. `estimatedW` is the capacity of those for which nobody entered what to expect. */
export type KnownPlants = { month: string; type: PlantType; region: string | null; plants: number; actualWh: bigint; entered: { plants: number; actualWh: bigint; expectedWh: bigint }; estimatedW: bigint };

/** What plants yielded together in a month, and of those for which something was expected how much of it that is. An estimate is proportional to capacity, so that plants alike are estimated as one. */
export function portfolioMonthOf(month: string, known: readonly KnownPlants[]): PortfolioMonth {
  const compared = known.flatMap(({ type, region, plants, actualWh, entered, estimatedW }) => {
    const estimate = estimatedW > 0n ? estimateOf(month, { type, capacityW: estimatedW, region }) : null;
    return [...(entered.plants > 0 ? [entered] : []), ...(estimate === null ? [] : [{ plants: plants - entered.plants, actualWh: actualWh - entered.actualWh, expectedWh: thousandthsOf(estimate) }])];
  });
  const [expectedWh, comparedWh] = [sum(compared.map((each) => each.expectedWh)), sum(compared.map((each) => each.actualWh))];
  const plants = known.reduce((count, each) => count + each.plants, 0);
  const of = (wattHours: bigint, count: number) => (count === 0 ? null : ofThousandths(wattHours));
  const comparedPlants = compared.reduce((count, each) => count + each.plants, 0);
  return {
    month, plantsKnown: plants, actualKwh: of(sum(known.map(({ actualWh }) => actualWh)), plants),
    expected: { plants: comparedPlants, expectedKwh: of(expectedWh, comparedPlants), actualKwh: of(comparedWh, comparedPlants), reached: shareOf(comparedWh, expectedWh) },
  };
}

const sum = (energies: readonly bigint[]) => energies.reduce((all, each) => all + each, 0n);

function shareOf(part: bigint, whole: bigint): string | null {
  const share = divideExact({ digits: part, scale: 0 }, { digits: whole, scale: 0 }, 12);
  return share ? formatExact(roundExact(share, 4)) : null;
}
