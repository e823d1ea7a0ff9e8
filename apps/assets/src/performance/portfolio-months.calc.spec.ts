import { expect, it } from '@jest/globals';
import { portfolioMonthOf, type KnownPlants } from './portfolio-months.calc.ts';

const nothing = { plants: 0, actualWh: 0n, expectedWh: 0n };
const sunny: KnownPlants = { month: '2026-03', type: 'Photovoltaic', region: 'Lombardia', plants: 2, actualWh: 16_000_000n, entered: { plants: 1, actualWh: 7_000_000n, expectedWh: 8_000_000n }, estimatedW: 100_000n };
const windy: KnownPlants = { month: '2026-03', type: 'Wind', region: 'Puglia', plants: 1, actualWh: 4_000_000n, entered: nothing, estimatedW: 50_000n };

it('compares what was expected with what those plants yielded of which it was, entered or estimated', () => {
  expect(portfolioMonthOf('2026-03', [sunny, windy])).toEqual({
    month: '2026-03', plantsKnown: 3, actualKwh: '20000', expected: { plants: 2, expectedKwh: '16289.315', actualKwh: '16000', reached: '0.9822' },
  });
});

it('says of a month that nobody knows that it is unknown, and not nothing', () => {
  const unknown = { plants: 0, expectedKwh: null, actualKwh: null, reached: null };
  expect(portfolioMonthOf('2026-03', [])).toEqual({ month: '2026-03', plantsKnown: 0, actualKwh: null, expected: unknown });
  expect(portfolioMonthOf('2026-03', [windy])).toEqual({ month: '2026-03', plantsKnown: 1, actualKwh: '4000', expected: unknown });
});
