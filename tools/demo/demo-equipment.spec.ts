import { describe, expect, it } from '@jest/globals';
import { RecordMaintenanceBody, RegisterComponentBody, UploadReadingsBody } from '@kairos/contracts';
import { equipmentOf } from './demo-equipment.ts';
import { demoPlants } from './demo-plants.ts';

const all = demoPlants().map((plant, at) => ({ plant, ...equipmentOf(plant, at, '2026-11-21') }));
const problems = (schema: { safeParse: (body: unknown) => { error?: { issues: unknown[] } | undefined } }, bodies: unknown[]) => bodies.flatMap((body) => schema.safeParse(body).error?.issues ?? []);

describe('the equipment of the demonstration', () => {
  it('is what the API accepts', () => {
    expect(problems(RegisterComponentBody, all.flatMap(({ components }) => components.map(({ body }) => body)))).toEqual([]);
    expect(problems(RecordMaintenanceBody, all.flatMap(({ maintenance }) => maintenance))).toEqual([]);
    expect(problems(UploadReadingsBody, all.flatMap(({ readings }) => readings ?? []))).toEqual([]);
  });

  it('names each part once in a plant, after what it is part of, with one meter', () => {
    for (const { components } of all) {
      const codes = components.map(({ body }) => body.code);
      expect(new Set(codes).size).toBe(codes.length);
      expect(components.every(({ within }, at) => within === undefined || codes.indexOf(within) < at)).toBe(true);
      expect(components.filter(({ body }) => body.kind === 'meter')).toHaveLength(codes.length > 0 ? 1 : 0);
    }
  });

  it('counts ten days of hours, of which three are missing and one can hardly be', () => {
    const { plant, readings } = all[9] as (typeof all)[number];
    const energies = readings?.readings.map(({ energyKwh }) => Number(energyKwh)) ?? [];
    expect(energies).toHaveLength(237);
    expect(energies.filter((kwh) => kwh > Number(plant.body.capacityKw))).toHaveLength(1);
  });
});
