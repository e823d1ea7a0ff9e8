import { describe, expect, it } from '@jest/globals';
import { divideExact, formatExact, italianRegions, multiplyExact, parseExact, plantTypes, wattsOf, type EstimateFigure, type EstimateFigureName, type ExactDecimal } from '@kairos/contracts';
import { estimatePlant, type EstimatedPlant } from './estimate-plant.calc.ts';
import { regions } from './estimate-tables.calc.ts';

const plant = (capacityKw: string, facts: Partial<EstimatedPlant> = {}): EstimatedPlant => ({ type: 'Photovoltaic', capacityW: wattsOf(capacityKw), region: 'Lombardia', ...facts });
const figure = (of: EstimatedPlant, name: EstimateFigureName, variant: string | null = null): EstimateFigure => {
  const found = estimatePlant(of).find((candidate) => candidate.name === name && candidate.variant === variant);
  if (!found) throw new Error(`No figure ${name}.`);
  return found;
};
const value = (...asked: Parameters<typeof figure>) => figure(...asked).value;

describe('the worked examples', () => {
  const k1 = plant('100');

  it('K1: 100 kW of photovoltaics in Lombardia yield 97,600 kWh a year', () => {
    expect(figure(k1, 'annualEnergyKwh')).toMatchObject({ value: '97600', arithmetic: '100 × 1220 × 0.8', unit: 'kWh/year' });
  });

  it('K2: under RID that is 8,881.60 euros a year, in the north with the zone as well', () => {
    expect(figure(k1, 'ridRevenueEurPerYear')).toMatchObject({ value: '8881.60', arithmetic: '97600 × 0.091' });
    expect(value(k1, 'zonedRidRevenueEurPerYear')).toBe('8881.60');
  });

  it('K3: its UTF fee is 1.22 euros', () => {
    expect(figure(k1, 'utfFeeEurPerYear')).toMatchObject({ value: '1.22', arithmetic: '97600 ÷ 1000 × 0.0125' });
  });

  it('K8: connecting 500 kW anew costs 50,000 euros, an upgrade 35,000, a modification 25,000', () => {
    expect(['new', 'upgrade', 'modification'].map((kind) => value(plant('500'), 'connectionEur', kind))).toEqual(['50000.00', '35000.00', '25000.00']);
  });
});

describe('the bands, whose limits belong to the smaller one', () => {
  it.each([['20', '0.103'], ['20.001', '0.091'], ['200', '0.091'], ['200.001', '0.084']])('RID pays a plant of %s kW %s euros a kilowatt-hour', (capacityKw, tariff) => {
    expect(figure(plant(capacityKw), 'ridRevenueEurPerYear').inputs.at(-1)).toMatchObject({ value: tariff, unit: 'EUR/kWh' });
  });

  it.each([['6', '500.00'], ['6.001', '1500.00'], ['20', '1500.00'], ['20.001', '5000.00'], ['100', '5000.00'], ['100.001', '10000.10'], ['1000', '100000.00'], ['1000.001', '150000.15']])('a new connection of %s kW costs %s euros', (capacityKw, cost) => {
    expect(value(plant(capacityKw), 'connectionEur', 'new')).toBe(cost);
  });

  it('plants to 20 kW pay no UTF fee, and SSP is for plants to 500 kW', () => {
    expect([value(plant('20'), 'utfFeeEurPerYear'), value(plant('20.001'), 'utfFeeEurPerYear')]).toEqual([null, '0.24']);
    expect([value(plant('500'), 'sspRevenueEurPerYear'), value(plant('500.001'), 'sspRevenueEurPerYear')]).toEqual(['24400.00', null]);
  });
});

describe('what a plant is expected to yield', () => {
  it.each([['Toscana', '1.05'], ['Puglia', '1.1'], ['Sicilia', '1.15'], ['Veneto', '1']])('in %s is paid by RID %s times what the north gets', (region, multiplier) => {
    expect(figure(plant('100', { region }), 'zonedRidRevenueEurPerYear').inputs.find(({ name }) => name === 'zoneMultiplier')?.value).toBe(multiplier);
  });

  it('where the region is not known is that of 1,300 kWh a kilowatt, and says so', () => {
    for (const region of [null, 'toString']) expect(figure(plant('1', { region }), 'annualEnergyKwh')).toMatchObject({ value: '1040', inputs: [{}, { value: '1300', from: 'table: no region known' }, {}] });
  });

  it('is known for each of the twenty regions', () => {
    expect(Object.keys(regions).sort()).toEqual([...italianRegions].sort());
  });

  it('is told at each class of performance', () => {
    expect(['0.85', '0.8', '0.75', '0.7'].map((ratio) => value(plant('100'), 'annualEnergyAtRatioKwh', ratio))).toEqual(['103700', '97600', '91500', '85400']);
  });

  it('is nothing for wind, water and heat, and nobody is paid for it', () => {
    const figures = estimatePlant(plant('100', { type: 'Wind' }));
    expect(figures.filter((found) => found.value !== null).map(({ name }) => name)).toEqual(['connectionEur', 'connectionEur', 'connectionEur']);
    expect(figures[0]?.rule).toContain('Wind');
  });
});

it('every figure is what its arithmetic says, and its inputs are the numbers in it', () => {
  const exact = (text: string) => parseExact(text) as ExactDecimal;
  const worked = (arithmetic: string) => arithmetic.split(/ (?=[×÷])/).slice(1).reduce((so, term) => {
    const number = exact(term.slice(2));
    return term.startsWith('×') ? multiplyExact(so, number) : (divideExact(so, number, 20) as ExactDecimal);
  }, exact(arithmetic.split(' ')[0] ?? ''));
  for (const type of plantTypes) {
    for (const capacityKw of ['0.001', '19.999', '998.5', '29658910']) {
      for (const { value: told, arithmetic, unit, inputs } of estimatePlant(plant(capacityKw, { type }))) {
        if (told === null || arithmetic === null) continue;
        const full = worked(arithmetic);
        expect(told).toBe(unit === 'kWh/year' ? formatExact(full) : cents(full));
        expect(arithmetic.split(/ [×÷] /)).toEqual(inputs.map((input) => input.value));
      }
    }
  }
});

function cents({ digits, scale }: ExactDecimal): string {
  const hundredths = ((digits * 100n * 2n) / 10n ** BigInt(scale) + 1n) / 2n;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}
