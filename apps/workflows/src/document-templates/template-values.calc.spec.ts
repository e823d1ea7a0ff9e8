import { describe, expect, it } from '@jest/globals';
import { templateValues, textOf, type TemplateFacts } from './template-values.calc.ts';

const facts: TemplateFacts = {
  today: '2026-11-21',
  plant: { code: 'P-1', name: 'Colle', type: 'Wind', status: 'InOperation', capacityKw: '12345.678', commissionedOn: '2019-03-01', municipality: null, province: 'MI', protectedArea: true, incentivesTotalEur: null, incentivesPerYearEur: null, customsLicenceActive: null, region: 'Lombardia', podCode: 'IT001E12345678', ownerName: 'Esempio S.r.l.', address: null },
  workflow: { name: 'Connessione', status: 'Active', category: 'Activation', startsOn: '2026-01-31' },
  records: [
    { kind: 'registry-card', version: 2, fields: { gaudiCode: 'IM_1', moduleCount: 2400, connectedOn: '2012-05-01' } },
    { kind: 'dso', version: 5, fields: { ticaCode: 'T-1' } },
    { kind: 'gse', version: 1, fields: { iban: 'IT60X0542811101000000123456', incentiveEurPerMwh: '65.25', fuelMixYear: 2025, fuelMixDeclared: true, paymentFrequency: 'Monthly' } },
  ],
  tasks: [
    { code: 'tica', data: { code: 'T-2', meter: 'M-9' }, dataFields: [{ code: 'code', type: 'text', writesTo: { authority: 'dso', field: 'ticaCode' } }, { code: 'meter', type: 'text', writesTo: { authority: 'dso', field: 'meterSerial' } }] },
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
    ['plant.type', ['Eolico', 'plant_facts.type']],
    ['plant.podCode', ['IT001E12345678', 'plant_facts.podCode']],
    ['registryCard.gaudiCode', ['IM_1', 'registry_card.gaudiCode, version 2']],
    ['registryCard.moduleCount', ['2.400', 'registry_card.moduleCount, version 2']],
    ['registryCard.connectedOn', ['1 maggio 2012', 'registry_card.connectedOn, version 2']],
    ['registryCard.feeder', [null, 'registry_card.feeder, version 2']],
    ['registryCard.technicalDetails', undefined],
    ['authority.terna.gaudiCode', ['IM_1', 'registry_card.gaudiCode, version 2']],
    ['authority.dso.podCode', ['IT001E12345678', 'plant_facts.podCode']],
    ['authority.dso.ticaCode', ['T-1', 'authority_record.dso.ticaCode, version 5']],
    ['authority.dso.meterSerial', ['M-9', 'task tica, meter']],
    ['authority.gse.incentiveEurPerMwh', ['65,25', 'authority_record.gse.incentiveEurPerMwh, version 1']],
    ['authority.gse.fuelMixYear', ['2025', 'authority_record.gse.fuelMixYear, version 1']],
    ['authority.gse.fuelMixDeclared', ['sì', 'authority_record.gse.fuelMixDeclared, version 1']],
    ['authority.gse.paymentFrequency', ['Mensile', 'authority_record.gse.paymentFrequency, version 1']],
    ['authority.customs.licenceCode', [null, 'authority_record.customs.licenceCode']],
    ['today', ['21 novembre 2026', 'calendar of the tenant']],
    ['plant.constructor', undefined],
    ['__proto__', undefined],
  ])('%s', (name, expected) => expect(read(name)).toEqual(expected));

  it('is written in English too, and keeps every digit', () => {
    expect([read('plant.commissionedOn', 'en')?.[0], read('plant.capacityKw', 'en')?.[0]]).toEqual(['1 March 2019', '12,345.678']);
    expect(textOf({ value: '90071992547409931.25', kind: 'number', origin: '' }, 'it')).toBe('90.071.992.547.409.931,25');
  });

  it('of a card or a record is withheld from who may not read it; what a task captured is not', () => {
    const seen = templateValues({ ...facts, records: null });
    const withheld = [...seen].filter(([, value]) => value.withheld).map(([name]) => name);
    expect(withheld).toEqual(expect.arrayContaining(['plant.podCode', 'plant.ownerName', 'plant.address', 'registryCard.gaudiCode', 'authority.gse.iban', 'authority.dso.podCode']));
    expect(withheld.filter((name) => textOf(seen.get(name) as never, 'it') !== null)).toEqual([]);
    expect(seen.get('authority.dso.ticaCode')).toEqual({ value: 'T-2', kind: 'text', origin: 'task tica, code' });
  });
});
