import { describe, expect, it } from '@jest/globals';
import { italianRegions } from '../assets/plant.ts';
import { RegisterPlantBody, UpdatePlantBody } from '../assets/plant.http.ts';
import { PodCode } from './pod-code.ts';
import { italianProvinces, provinceInRegionProblem, provinceOf, provinceProblem } from './provinces.ts';

const plant = { code: 'IT-1', name: 'Parco', type: 'Wind', capacityKw: '10' };
const refusal = (facts: object) => RegisterPlantBody.safeParse({ ...plant, ...facts }).error?.issues.map(({ path, message }) => [path.join('/'), message]);

describe('the provinces of Italy', () => {
  it('are 111 with those that Sardinia calls back, each with letters of its own, in all 20 regions', () => {
    expect(new Set(italianProvinces.map(({ code }) => code)).size).toBe(111);
    expect(new Set(italianProvinces.map(({ region }) => region))).toEqual(new Set(italianRegions));
    expect(italianProvinces.filter(({ region }) => region === 'Lombardia')).toHaveLength(12);
    expect(provinceOf('FC')).toEqual({ code: 'FC', name: 'Forlì-Cesena', region: 'Emilia-Romagna' });
  });

  it.each([['ZZ', 'none of the provinces'], ['mi', 'two-letter code'], ['Milano', 'two-letter code']])('do not hold %s, which says why', (code, why) => {
    expect(provinceProblem(code)).toContain(why);
  });

  it('lie in their region', () => {
    expect(provinceInRegionProblem({ province: 'FG', region: 'Puglia' })).toBeUndefined();
    expect(provinceInRegionProblem({ province: 'FG', region: 'Lazio' })).toBe('FG (Foggia) lies in Puglia, not in Lazio');
    expect(provinceInRegionProblem({ province: 'FG', region: null })).toBeUndefined();
  });
});

describe('a plant', () => {
  it('is in a province that there is, in the region it says', () => {
    expect(refusal({ province: 'FG', region: 'Puglia' })).toBeUndefined();
    expect(refusal({ province: 'FG' })).toBeUndefined();
    expect(refusal({ province: 'ZZ' })).toEqual([['province', 'ZZ is none of the provinces of Italy']]);
    expect(refusal({ province: 'MI', region: 'Puglia' })).toEqual([['province', 'MI (Milano) lies in Lombardia, not in Puglia']]);
    expect(UpdatePlantBody.safeParse({ province: 'MI', region: 'Puglia' }).success).toBe(false);
  });
});

describe('a POD', () => {
  it.each([
    ['IT001E12345678', undefined],
    ['it001e12345678', 'in capitals and without spaces'],
    ['IT001E1234567', '14 characters, not 13'],
    ['DE001E12345678', 'begins with DE'],
    ['ITA01E12345678', 'A01 are not the 3 digits'],
    ['IT001X12345678', 'the 6th character is X, not E'],
    ['IT001E1234567A', '1234567A are not 8 digits'],
  ])('%s: %s', (text, why) => {
    const message = PodCode.safeParse(text).error?.issues[0]?.message;
    if (why) expect(message).toContain(why);
    else expect(message).toBeUndefined();
  });
});
