import { describe, expect, it } from '@jest/globals';
import { RecordComplianceBody, recordValueProblem, RecordPlantMonthBody } from '@kairos/contracts';
import { lifeOf, monthsBefore } from './demo-life.ts';
import { demoPlants } from './demo-plants.ts';

const lives = demoPlants().map((plant, at) => ({ plant, ...lifeOf(plant, at, '2026-11-21') }));

describe('the past of the demonstration', () => {
  it('is thirteen whole months, records and findings that the API accepts, the same at every start', () => {
    expect(lives.flatMap(({ months }) => months.flatMap(({ body }) => RecordPlantMonthBody.safeParse(body).error?.issues ?? []))).toEqual([]);
    expect(lives.flatMap(({ found }) => found.flatMap(({ body }) => RecordComplianceBody.safeParse(body).error?.issues ?? []))).toEqual([]);
    expect(lives.flatMap(({ records }) => records.flatMap(({ authority, facts }) => Object.entries(facts).flatMap(([field, value]) => recordValueProblem(authority, field, value) ?? [])))).toEqual([]);
    expect(demoPlants().map((plant, at) => ({ plant, ...lifeOf(plant, at, '2026-11-21') }))).toEqual(lives);
    expect(monthsBefore('2026-11-21', 13)).toEqual(['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10']);
  });

  it('is that of plants in operation alone', () => {
    const without = lives.filter(({ months }) => months.length === 0).map(({ plant }) => plant.history.at(-1) ?? plant.body.status);
    expect(new Set(without)).toEqual(new Set(['Decommissioned', 'In Authorization', 'Under Construction']));
  });

  it('has no month in which a plant produced more than its power allows', () => {
    const hours = lives.flatMap(({ plant, months }) => months.map(({ body }) => Number(body.actualKwh) / Number(plant.repoweredToKw ?? plant.body.capacityKw)));
    expect(Math.max(...hours)).toBeLessThan(744);
    expect(Math.min(...hours)).toBeGreaterThan(20);
  });

  it('has plants whose papers are complete, and some that call for attention', () => {
    const counts = lives.filter(({ months }) => months.length > 0).map(({ found }) => found.length);
    expect(Math.max(...counts)).toBe(7);
    expect(Math.min(...counts)).toBeLessThan(5);
  });
});
