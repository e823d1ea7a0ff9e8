import { expect, it } from '@jest/globals';
import { bodyOf, valuesOf } from './tenant-values.calc.ts';

const began = valuesOf({ name: 'Aurora', vatNumber: '00743110157', taxCode: null, timeZone: 'Europe/Rome', locale: 'it', contact: { name: 'Olga', email: 'o@example.org', phone: null } });

it('sends what changed and nothing else', () => {
  expect(bodyOf(began, { ...began, name: 'Borea' })).toEqual({ name: 'Borea' });
  expect(bodyOf(began, began)).toEqual({});
});

it('takes back what is emptied', () => {
  expect(bodyOf(began, { ...began, vatNumber: ' ' })).toEqual({ vatNumber: null });
  expect(bodyOf(began, { ...began, contactName: '', contactEmail: '' })).toEqual({ contact: null });
});

it('changes a contact as a whole', () => {
  expect(bodyOf(began, { ...began, contactPhone: '+39 02 1234567' })).toEqual({ contact: { name: 'Olga', email: 'o@example.org', phone: '+39 02 1234567' } });
});
