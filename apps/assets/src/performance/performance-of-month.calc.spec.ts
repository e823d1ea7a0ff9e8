import { describe, expect, it } from '@jest/globals';
import { performanceOf, whileItRuns, type EnteredMonth, type MeasuredPlant } from './performance-of-month.calc.ts';

const plant: MeasuredPlant = { type: 'Photovoltaic', capacityW: 100_000n, region: 'Lombardia', timeZone: 'Europe/Rome' };
const entered = (facts: Partial<EnteredMonth> = {}): EnteredMonth =>
  ({ expectedKwh: null, actualKwh: null, irradiationKwhPerM2: null, meanTemperatureC: null, unavailableHours: null, revenueEur: null, incentivesEur: null, version: 1, ...facts });

describe('a month of a plant', () => {
  it('has its ratios from what was measured: energy, irradiation, hours without production', () => {
    const month = performanceOf('2026-03', plant, entered({ irradiationKwhPerM2: '125', unavailableHours: '37.15' }), 10_000_000n);
    expect(month).toMatchObject({
      hours: 743, actualKwh: '10000', actualFrom: 'readings', expectedFrom: 'estimate', alerts: [],
      performanceRatio: { value: '0.8', arithmetic: '10000 ÷ (100 × 125)', meetsTarget: false },
      availability: { value: '0.95', arithmetic: '(743 - 37.15) ÷ 743', meetsTarget: true },
      capacityFactor: { value: '0.1346', arithmetic: '10000 ÷ (100 × 743)', meetsTarget: null },
    });
  });

  it('expects the share of the year that its days are, and judges by that where no irradiation was measured', () => {
    const month = performanceOf('2026-02', plant, entered(), 6_000_000n);
    expect(month).toMatchObject({ expectedKwh: '7487.123', performanceRatio: { value: '0.6411', arithmetic: '6000 × 0.8 ÷ 7487.123' }, alerts: [{ code: 'low-performance-ratio', severity: 'warning' }] });
    expect(performanceOf('2028-02', plant, entered(), null).expectedKwh).toBe('7733.333');
  });

  it('warns below 0.7 and not at it', () => {
    const alerts = (actualKwh: string) => performanceOf('2026-03', plant, entered({ actualKwh, irradiationKwhPerM2: '100' }), 1n).alerts.length;
    expect([alerts('7000'), alerts('6999')]).toEqual([0, 1]);
  });

  it('is held against nothing that stands for the whole of it while it goes on', () => {
    const estimated = whileItRuns(performanceOf('2026-02', plant, entered({ unavailableHours: '10' }), 600_000n));
    expect(estimated).toMatchObject({ ended: false, actualKwh: '600', expectedKwh: '7487.123', performanceRatio: null, availability: null, capacityFactor: null, alerts: [] });
    const measured = whileItRuns(performanceOf('2026-02', plant, entered({ irradiationKwhPerM2: '10' }), 600_000n));
    expect(measured).toMatchObject({ performanceRatio: { value: '0.6', meetsTarget: null }, alerts: [] });
  });

  it('takes what was entered instead of the readings and of the estimate, and says so', () => {
    expect(performanceOf('2026-03', plant, entered({ actualKwh: '9000', expectedKwh: '9500' }), 1n)).toMatchObject({ actualKwh: '9000', actualFrom: 'entered', expectedKwh: '9500', expectedFrom: 'entered', performanceRatio: null });
  });

  it('has no performance ratio for wind, and nothing without energy or sun', () => {
    expect(performanceOf('2026-03', { ...plant, type: 'Wind' }, entered({ irradiationKwhPerM2: '100' }), 1_000n)).toMatchObject({ performanceRatio: null, expectedKwh: null, capacityFactor: { value: '0' } });
    expect(performanceOf('2026-03', plant, entered({ irradiationKwhPerM2: '0' }), 1_000n).performanceRatio).toBeNull();
    expect(performanceOf('2026-03', plant, entered(), null)).toMatchObject({ actualKwh: null, actualFrom: null, performanceRatio: null, capacityFactor: null });
  });
});
