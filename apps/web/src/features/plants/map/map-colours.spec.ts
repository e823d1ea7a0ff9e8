import { describe, expect, it } from '@jest/globals';
import { complianceAlertBelow, type PlantMap } from '@kairos/contracts';
import { drawn, legendOf, standingOf } from './map-colours.ts';

const plant = (id: string, type: string, status = 'In Operation'): PlantMap['features'][number] => ({
  type: 'Feature', id: id as never, geometry: { type: 'Point', coordinates: [9.19, 45.46] },
  properties: { code: id, name: id, type, status, capacityKw: '20', sizeBand: 'micro', region: null, province: null } as never,
});
const map = (...features: PlantMap['features']): PlantMap => ({ type: 'FeatureCollection', features, withoutCoordinates: 0, more: false });

describe('the colour of a plant', () => {
  it('is that of its compliance: below the alert, with something open, complete, or unknown', () => {
    expect([0, complianceAlertBelow - 1, complianceAlertBelow, 99, 100, undefined].map(standingOf)).toEqual(['alert', 'alert', 'open', 'open', 'complete', 'unknown']);
  });

  it('is that of its type or status, as the legend says', () => {
    const plants = map(plant('a', 'Wind'), plant('b', 'Photovoltaic', 'Decommissioned'));
    const said = (colouring: 'type' | 'status') => drawn(plants, colouring, new Map()).map(({ properties: { rank } }) => legendOf(colouring)[rank]?.key);
    expect([said('type'), said('status')]).toEqual([['Wind', 'Photovoltaic'], ['In Operation', 'Decommissioned']]);
  });

  it('tells every word of a legend apart', () => {
    for (const colouring of ['compliance', 'type', 'status'] as const) {
      const colours = legendOf(colouring).map(({ colour }) => colour);
      expect(new Set(colours).size).toBe(colours.length);
    }
  });

  it('carries the score, where it is known', () => {
    expect(drawn(map(plant('a', 'Wind'), plant('b', 'Wind')), 'compliance', new Map([['a', 87]])).map(({ properties: { scorePercent, rank } }) => [scorePercent, rank])).toEqual([[87, 1], [null, 3]]);
  });
});
