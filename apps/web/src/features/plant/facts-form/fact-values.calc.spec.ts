import { expect, it } from '@jest/globals';
import { authorityRecordFields, componentFacts, registryCardFacts } from '@kairos/contracts';
import { detailsOf, linesOf } from './details.calc.ts';
import { fieldsOf } from './fact-fields.calc.ts';
import { factsOfValues, factValues } from './fact-values.calc.ts';

const kindsOf = (shape: Parameters<typeof fieldsOf>[0]) => Object.fromEntries(fieldsOf(shape).map(({ name, kind }) => [name, kind]));

it('tells by its check what a field is', () => {
  expect(kindsOf(registryCardFacts)).toMatchObject({
    gaudiCode: 'text', ownerTaxCode: 'text', ownerPec: 'text', ownerPhone: 'text', connectedOn: 'day', regime: 'choice', areaM2: 'decimal', moduleCount: 'count', technicalDetails: 'details', connectionVoltageKv: 'decimal',
  });
  expect(kindsOf(authorityRecordFields.gse)).toMatchObject({ iban: 'text', incentiveYears: 'count', incentiveEurPerMwh: 'decimal', fuelMixDeclared: 'answer', antimafiaOn: 'day', conventionType: 'choice' });
  expect(kindsOf(componentFacts)).toMatchObject({ name: 'text', warrantyEndsOn: 'day', sf6MassKg: 'decimal', measures: 'choice' });
  expect(fieldsOf(authorityRecordFields.terna).find(({ name }) => name === 'connectionLevel')?.options).toEqual(['AT', 'MT', 'BT']);
});

it('reads what people write as the API takes it', () => {
  const fields = fieldsOf(registryCardFacts);
  const values = { ...factValues(fields, {}), areaM2: '1250,5', moduleCount: '3200', ownerPec: ' ', gaudiCode: ' IM_1 ', trackerCount: 'many' };
  expect(factsOfValues(fields, values, ['areaM2', 'moduleCount', 'ownerPec', 'gaudiCode', 'trackerCount'])).toEqual({ areaM2: '1250.5', moduleCount: 3200, ownerPec: null, gaudiCode: 'IM_1', trackerCount: 'many' });
});

it('answers yes, no or nothing', () => {
  const fields = fieldsOf(authorityRecordFields.customs);
  expect(factValues(fields, { ediEnabled: false })['ediEnabled']).toBe('false');
  expect(['true', 'false', ''].map((ediEnabled) => factsOfValues(fields, { ediEnabled }, ['ediEnabled'])['ediEnabled'])).toEqual([true, false, null]);
});

it('writes other details line by line, and reads them back as they were', () => {
  const details = { tilt: 30, azimuth: 'south', serial: '0042', strings: ['a', 'b'], code: '7' };
  expect(linesOf(details)).toBe('tilt = 30\nazimuth = south\nserial = 0042\nstrings = ["a","b"]\ncode = "7"');
  expect(detailsOf(linesOf(details))).toEqual(details);
  expect(detailsOf('tilt = 30\nno equals sign')).toEqual({ line: 'no equals sign' });
});
