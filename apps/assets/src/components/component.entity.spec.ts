import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RegisterComponentBody } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { aComponent } from '../test/component.builder.ts';
import { Component } from './component.entity.ts';
import { ComponentPlaces } from './component-places.calc.ts';

const registered = (facts: Partial<RegisterComponentBody> = {}) => Component.register(aComponent(facts), { plantId: randomUUID(), parentId: null }, randomUUID());
const eventsOf = (component: Component) => recordedOn(component).map(({ definition }) => definition.type);

describe('a component', () => {
  it('tells all of itself when it is registered, power and mass exactly', () => {
    const component = registered({ kind: 'switchgear', code: 'QE-1', ratedPowerKw: '0.001', sf6MassKg: '2.350', manufacturer: 'ABB', serialNumber: '7' });
    expect(component.sf6MassG).toBe(2350n);
    expect(recordedOn(component)[0]?.data).toMatchObject({ componentId: component.id, code: 'QE-1', ratedPowerKw: '0.001', sf6MassKg: '2.35', removedOn: null, measures: null });
  });

  it('that is a meter counts production unless it is said otherwise', () => {
    expect([registered({ kind: 'meter' }).measures, registered({ kind: 'meter', measures: 'feed-in' }).measures]).toEqual(['production', 'feed-in']);
  });

  it.each<[string, Partial<RegisterComponentBody>, string]>([
    ['holds SF6 as an inverter', { sf6MassKg: '1' }, 'sf6-only-in-switchgear'],
    ['measures as an inverter', { measures: 'production' }, 'only-meters-measure'],
    ['has a serial number of nobody', { serialNumber: '7' }, 'serial-number-without-manufacturer'],
    ['runs before it was installed', { installedOn: '2020-05-02', commissionedOn: '2020-05-01' }, 'dates-out-of-order'],
  ])('is refused that %s', (_what, facts, code) => {
    expect(() => registered(facts)).toThrow(expect.objectContaining({ code }));
  });

  it('names the fields an update changed, stays silent when nothing did, and is left as it was by what is refused', () => {
    const component = registered({ name: 'Uno', manufacturer: 'ABB', serialNumber: '7' });
    expect(component.update({ name: 'Uno', notes: null })).toEqual([]);
    expect(component.update({ name: 'Due', ratedPowerKw: '60' })).toEqual(['name', 'ratedPowerKw']);
    expect(() => component.update({ name: 'Tre', manufacturer: null })).toThrow('needs its manufacturer');
    expect(component.name).toBe('Due');
    expect(eventsOf(component)).toEqual(['assets.component.registered.v1', 'assets.component.changed.v1']);
  });

  it('is not taken out before it was commissioned', () => {
    expect(() => registered({ commissionedOn: '2021-01-01' }).remove('2020-12-31', '2026-01-31')).toThrow('must not lie before commissionedOn');
  });

  it('is moved once, taken out on a day it was there, and changes no more', () => {
    const [component, parentId] = [registered({ installedOn: '2020-01-01' }), randomUUID()];
    expect([component.move(parentId), component.move(parentId)]).toEqual([true, false]);
    expect(() => component.remove('2019-12-31', '2026-01-31')).toThrow('must not lie before installedOn');
    expect(() => component.remove('2026-02-01', '2026-01-31')).toThrow('must not lie after today, 2026-01-31');
    component.remove('2024-01-01', '2026-01-31');
    expect(eventsOf(component)).toEqual(['assets.component.registered.v1', 'assets.component.moved.v1', 'assets.component.removed.v1']);
    for (const change of [() => component.remove('2024-01-01', '2026-01-31'), () => component.update({ name: 'X' }), () => component.move(null)]) expect(change).toThrow('taken out');
  });
});

describe('the places of components', () => {
  const places = () => new ComponentPlaces([['array', null], ['inverter', 'array'], ['meter', 'inverter']]);

  it('are below what stands in the plant, never below themselves', () => {
    expect(() => places().demandRoom('gone')).toThrow('no standing component');
    for (const target of ['array', 'inverter', 'meter']) expect(() => places().demandMove('array', target)).toThrow('part of itself');
    expect(() => places().demandMove('meter', 'array')).not.toThrow();
    expect(() => places().demandMove('inverter', null)).not.toThrow();
    expect(places().partsOf('array')).toBe(1);
  });

  it('go ten levels deep, whatever is moved there with its parts', () => {
    const chain: [string, string | null][] = Array.from({ length: 10 }, (_, level) => [`c${level}`, level === 0 ? null : `c${level - 1}`]);
    expect(() => new ComponentPlaces(chain).demandRoom('c9')).toThrow('at most 10 levels');
    expect(() => new ComponentPlaces(chain).demandRoom('c8')).not.toThrow();
    const two: [string, string | null][] = [...chain.slice(0, 9), ['pair', null], ['part', 'pair']];
    expect(() => new ComponentPlaces(two).demandMove('pair', 'c8')).toThrow('at most 10 levels');
    expect(() => new ComponentPlaces(two).demandMove('pair', 'c7')).not.toThrow();
  });
});
