import { describe, expect, it } from '@jest/globals';
import type { PlantView } from '@kairos/contracts';
import { asText, numericColumns, plantCells } from './plant-table.calc.ts';

const cells = (height: string) => plantCells({ capacityKw: '12500.001', customFields: { height } } as unknown as PlantView, ['capacityKw', 'customFields.height'], numericColumns(['height']));

describe('a line of an export', () => {
  it('has numbers as numbers', () => {
    expect(cells('-120.5')).toEqual([12500.001, -120.5]);
  });

  it.each(['123456789.123456789', '0.000000001'])('has %s digit by digit, which double precision would write in other words', (height) => {
    expect(cells(height)).toEqual([12500.001, height]);
    expect(cells(height).map(asText)).toEqual([12500.001, height]);
  });
});
