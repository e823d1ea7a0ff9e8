import { describe, expect, it } from '@jest/globals';
import { plantStatusTransitions, plantTypes, RegisterPlantBody } from '@kairos/contracts';
import { demoPlants } from './demo-plants.ts';

const plants = demoPlants();

describe('the demonstration portfolio', () => {
  it('holds forty plants that the API accepts, with codes of their own', () => {
    expect(plants.flatMap(({ body }) => RegisterPlantBody.safeParse(body).error?.issues ?? [])).toEqual([]);
    expect(new Set(plants.map(({ body }) => body.code)).size).toBe(40);
  });

  it('covers every type and every region', () => {
    expect(new Set(plants.map(({ body }) => body.type))).toEqual(new Set(plantTypes));
    expect(new Set(plants.map(({ body }) => body.region)).size).toBe(20);
  });

  it('tells only stories that the state machine allows', () => {
    for (const { body, history } of plants) {
      const path = [body.status, ...history];
      const steps = path.slice(1).map((to, index) => ({ from: path[index] ?? body.status, to }));
      expect(steps.filter(({ from, to }) => !plantStatusTransitions[from].includes(to))).toEqual([]);
    }
  });

  it('has plants on both sides of the 20 kW threshold', () => {
    const small = plants.filter(({ body }) => Number(body.capacityKw) <= 20);
    expect(small.map(({ body }) => body.capacityKw)).toContain('20');
    expect(small.length).toBeGreaterThan(1);
  });
});
