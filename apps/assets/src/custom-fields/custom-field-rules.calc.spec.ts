import { describe, expect, it } from '@jest/globals';
import type { GivenCustomFields, PredicateFacts } from '@kairos/contracts';
import { activeAndInactive, givenCustomFields, type CustomFieldRule } from './custom-field-rules.calc.ts';

const facts: PredicateFacts = { status: 'In Operation', type: 'Wind', capacityKw: '2000', protectedArea: false, incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null };
const largeWind = { all: [{ field: 'type' as const, op: 'in' as const, value: ['Wind' as const] }, { field: 'capacityKw' as const, op: 'above' as const, value: '1000' }] };
const field = (key: string, more: Partial<CustomFieldRule> = {}): [string, CustomFieldRule] => [key, { key, type: 'number', options: null, required: false, appliesTo: null, retired: false, ...more }];
const rules = new Map([field('hubHeight', { appliesTo: largeWind, required: true }), field('gone', { retired: true }), field('note', { type: 'text' })]);
const give = (given: GivenCustomFields, held = {}, more: Partial<PredicateFacts> = {}, registering = false) => givenCustomFields(given, held, { ...facts, ...more }, { rules, registering });

describe('custom fields given to a plant', () => {
  it('change what differs and leave the others', () => {
    expect(give({ hubHeight: '90.0', note: 'x' }, { hubHeight: '90', gone: '1' })).toEqual({ values: { hubHeight: '90', gone: '1', note: 'x' }, changed: ['note'] });
    expect(give({ note: null }, { note: 'x', gone: '1' })).toEqual({ values: { gone: '1' }, changed: ['note'] });
  });

  it.each([
    [{ nothing: '1' }, {}, 'nothing', 'custom-field-unknown'],
    [{ constructor: '1' }, {}, 'constructor', 'custom-field-unknown'],
    [{ gone: '1' }, {}, 'gone', 'custom-field-retired'],
    [{ hubHeight: 'high' }, {}, 'hubHeight', 'custom-field-invalid'],
    [{ hubHeight: '90' }, { capacityKw: '1000' }, 'hubHeight', 'custom-field-not-applicable'],
  ])('are refused: %j to a plant with %j', (given, more, key, code) => {
    expect(() => give(given, {}, more)).toThrow(expect.objectContaining({ code, errors: [expect.objectContaining({ pointer: `/customFields/${key}` })] }));
  });

  it('stay where they do not apply any more, and may be taken away there', () => {
    expect(give({ hubHeight: '90', note: 'x' }, { hubHeight: '90' }, { type: 'Photovoltaic' })).toEqual({ values: { hubHeight: '90', note: 'x' }, changed: ['note'] });
    expect(give({ hubHeight: null, gone: null }, { hubHeight: '90', gone: '1' }, { type: 'Photovoltaic' }).values).toEqual({});
  });

  it('stay where the field does not take them any more', () => {
    const options = new Map([field('make', { type: 'select', options: ['A'] }), field('note', { type: 'text' })]);
    const given = (make: string) => givenCustomFields({ make, note: 'x' }, { make: 'B' }, facts, { rules: options, registering: false });
    expect(given(' B ')).toEqual({ values: { make: 'B', note: 'x' }, changed: ['note'] });
    expect(() => given('C')).toThrow('make must be one of A');
  });

  it('that are required are not taken away, and a new plant has them where they apply', () => {
    expect(() => give({ hubHeight: null }, { hubHeight: '90' })).toThrow('hubHeight is required');
    expect(() => give({}, {}, {}, true)).toThrow('hubHeight is required');
    expect(() => give({ hubHeight: null }, {}, {}, true)).toThrow('hubHeight is required');
    expect(give({}, {}, { type: 'Photovoltaic' }, true).values).toEqual({});
    expect(give({ note: 'x' }).values).toEqual({ note: 'x' });
  });

  it('are told apart by whether they apply', () => {
    expect(activeAndInactive({ hubHeight: '90', gone: '1', note: 'x', unknown: 1 }, facts, rules)).toEqual({ active: { hubHeight: '90', note: 'x' }, inactive: { gone: '1', unknown: 1 } });
    expect(activeAndInactive({ hubHeight: '90' }, { ...facts, capacityKw: '1000' }, rules)).toEqual({ active: {}, inactive: { hubHeight: '90' } });
  });
});
