import { expect, it } from '@jest/globals';
import { documentsCommand, documentsQuery, DocumentsSearch } from './documents-search.ts';

it('leaves out what it does not know', () => {
  expect(DocumentsSearch.parse({ view: 'someday', category: 'Secret', plant: 'x', text: 'visura' })).toEqual({ text: 'visura' });
});

it('asks for what has expired by its status, and for what soon will by its days, the expired included', () => {
  expect(documentsQuery({ view: 'expired', status: 'Valid' })).toMatchObject({ status: 'Expired', expiringWithinDays: 0 });
  expect(documentsQuery({ view: 'within60' })).toMatchObject({ status: undefined, expiringWithinDays: 60 });
});

it('looks for words of two letters and more', () => {
  expect(documentsQuery({ text: ' a ' }).q).toBeUndefined();
  expect(documentsQuery({ text: ' ad ' }).q).toBe('ad');
});

it('says the same for a terminal, where no text becomes a command', () => {
  expect(documentsCommand({ status: 'To Approve', type: 'pdf' }).text).toBe("kairos documents list --type pdf --status 'To Approve'");
  expect(documentsCommand({ text: '"visura" $(reboot)', view: 'within30' }).text).toBe(`kairos documents search '"visura" $(reboot)' --within-days 30`);
  expect(documentsCommand({ view: 'expired' }).text).toBe('kairos documents list --status Expired');
});
