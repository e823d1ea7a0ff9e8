import { describe, expect, it } from '@jest/globals';
import { templateValues, textOf, type TemplateFacts } from './template-values.calc.ts';

const facts: TemplateFacts = {
  today: '2026-11-21',
  plant: { code: 'P-1', name: 'Colle', type: 'Wind', status: 'InOperation', capacityKw: '12345.678', commissionedOn: '2019-03-01', municipality: null, province: 'MI', protectedArea: true, incentivesTotalEur: null, incentivesPerYearEur: null, customsLicenceActive: null },
  workflow: { name: 'Connessione', status: 'Active', category: 'Activation', startsOn: '2026-01-31' },
  tasks: [
    { code: 'request', data: { 'practice-number': '123/A', fee: '1000.50' }, dataFields: [{ code: 'practice-number', type: 'text', writesTo: { authority: 'dso', field: 'practiceNumber' } }, { code: 'fee', type: 'decimal', writesTo: null }] },
    { code: 'again', data: {}, dataFields: [{ code: 'practice-number', type: 'text', writesTo: { authority: 'dso', field: 'practiceNumber' } }] },
  ],
};
const values = templateValues(facts);
const read = (name: string, locale: 'en' | 'it' = 'it') => {
  const value = values.get(name);
  return value && [textOf(value, locale), value.origin];
};

describe('a variable', () => {
  it.each([
    ['plant.capacityKw', ['12.345,678', 'plant_facts.capacityKw']],
    ['plant.commissionedOn', ['1 marzo 2019', 'plant_facts.commissionedOn']],
    ['plant.protectedArea', ['sì', 'plant_facts.protectedArea']],
    ['plant.municipality', [null, 'plant_facts.municipality']],
    ['workflow.startsOn', ['31 gennaio 2026', 'workflow.startsOn']],
    ['task.request.fee', ['1.000,5', 'task request, fee']],
    ['authority.dso.practiceNumber', ['123/A', 'task request, practice-number']],
    ['task.again.practice-number', [null, 'task again, practice-number']],
    ['today', ['21 novembre 2026', 'calendar of the tenant']],
    ['plant.constructor', undefined],
    ['__proto__', undefined],
  ])('%s', (name, expected) => expect(read(name)).toEqual(expected));

  it('is written in English too, and keeps every digit', () => {
    expect([read('plant.commissionedOn', 'en')?.[0], read('plant.capacityKw', 'en')?.[0]]).toEqual(['1 March 2019', '12,345.678']);
    expect(textOf({ value: '90071992547409931.25', kind: 'number', origin: '' }, 'it')).toBe('90.071.992.547.409.931,25');
  });
});
