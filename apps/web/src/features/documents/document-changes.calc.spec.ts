import { expect, it } from '@jest/globals';
import { changesOf, differing, formOf } from './document-changes.calc.ts';

const form = formOf({ name: 'Polizza', category: 'Contract', tags: ['a'], legalReferences: [], expiresOn: '2027-01-01', approvalRequired: false });

it('sends what was changed and nothing else', () => {
  expect(changesOf(form, form)).toEqual({});
  expect(changesOf(form, { ...form, name: ' Polizza 2 ', tags: ['a', 'b'] })).toEqual({ name: 'Polizza 2', tags: ['a', 'b'] });
});

it('takes an expiry away as well', () => {
  expect(changesOf(form, { ...form, expiresOn: '' })).toEqual({ expiresOn: null });
});

it('tells in what two people differ', () => {
  expect(differing({ ...form, tags: ['b'] }, { ...form, approvalRequired: true })).toEqual(['tags', 'approvalRequired']);
});
