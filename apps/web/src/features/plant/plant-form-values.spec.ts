import { expect, it } from '@jest/globals';
import type { PlantView } from '@kairos/contracts';
import { inLocale } from '../../lib/texts.ts';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsOf } from '../../lib/issues.ts';
import { changedFields, emptyPlant, factsOf, issuesOfChange, issuesOfRegistration, registration, valuesOf } from './plant-form-values.ts';

const plant = {
  name: 'Masseria', type: 'Photovoltaic', capacityKw: '998.5', province: 'FG', region: 'Puglia', commissionedOn: '2011-04-30', commissioningYear: 2011, tags: ['agri', 'roof'], protectedArea: false,
  customFields: { hubHeight: '90' }, inactiveCustomFields: {},
} as unknown as PlantView;
const form = valuesOf(plant);
const inItalian = (key: keyof typeof issueText, values?: Record<string, string | number | Date>) => inLocale('it', issueText[key], values);
const refusals = (values: typeof form) => refusalsOf(issuesOfChange(values, changedFields(form, values), []), inItalian);

it('sends what changed alone, as the API takes it', () => {
  const values = { ...form, capacityKw: '1200,5', tags: 'agri, , lake', commissioningYear: '', technology: ' Bifacial ', 'customFields.hubHeight': '95' };
  expect(factsOf(values, changedFields(form, values), [])).toEqual({ capacityKw: '1200.5', tags: ['agri', 'lake'], commissioningYear: null, technology: 'Bifacial', customFields: { hubHeight: '95' } });
  expect(changedFields(form, form)).toEqual([]);
});

it('finds what the API would refuse, in the reader’s language', () => {
  expect(refusals({ ...form, capacityKw: 'a lot' })).toEqual({ capacityKw: 'Chilowatt con al massimo 3 decimali, ad esempio 998,5' });
  expect(refusals({ ...form, name: 'M' })).toEqual({ name: 'Almeno 3 caratteri' });
  expect(refusals({ ...form, name: '' })).toEqual({ name: 'Obbligatorio' });
  expect(refusals({ ...form, commissioningYear: 'soon' })).toEqual({ commissioningYear: 'Deve essere un numero intero' });
});

it('finds what does not go together with a field that stayed as it was', () => {
  expect(refusals({ ...form, region: 'Veneto' })).toEqual({ province: 'Non si trova in questa regione' });
  expect(refusals({ ...form, commissionedOn: '2012-04-30' })).toEqual({ commissioningYear: 'Deve essere l’anno della data di entrata in esercizio' });
});

it('lets be saved what is right, whatever is wrong beside it since long ago', () => {
  const old = { ...form, podCode: 'not a POD' };
  const values = { ...old, name: 'Masseria Grande' };
  expect(issuesOfChange(values, changedFields(old, values), [])).toEqual([]);
});

it('registers what is filled in', () => {
  const values = { ...emptyPlant, code: 'PV-1', name: 'Masseria', capacityKw: '19' };
  expect(registration(values, [])).toEqual({ code: 'PV-1', name: 'Masseria', type: 'Photovoltaic', status: 'In Operation', capacityKw: '19', protectedArea: false });
  expect(issuesOfRegistration(values, [])).toEqual([]);
  expect(Object.keys(refusalsOf(issuesOfRegistration(emptyPlant, []), inItalian)).sort()).toEqual(['capacityKw', 'code', 'name']);
});
