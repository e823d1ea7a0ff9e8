import { expect, it } from '@jest/globals';
import type { ApiKeyView } from '@kairos/contracts';
import { draftOfKey, newKeyDraft, settingsOf } from './api-key-settings.calc.ts';

const zone = 'Europe/Rome';
const blank = newKeyDraft({ plants: 'all' });
const key = { name: 'Export', scopes: ['assets.plant.read'], rowScope: { plants: 'all' }, expiresAt: '2027-03-31T21:59:59.999Z', allowedAddresses: ['203.0.113.0/24'], requestsPerMinute: 60 } as unknown as ApiKeyView;

it('sends of a new key what somebody filled in, and leaves the rest as is usual', () => {
  expect(settingsOf(blank, { ...blank, name: 'Export', scopes: ['assets.plant.read'] }, zone)).toEqual({ name: 'Export', scopes: ['assets.plant.read'] });
});

it('lets a key live to the end of its last day in the zone of the account', () => {
  expect(settingsOf(blank, { ...blank, until: '2027-03-31' }, zone)).toEqual({ expiresAt: '2027-03-31T21:59:59.999Z' });
});

it('changes nothing of a key that nobody touched', () => {
  expect(settingsOf(draftOfKey(key, zone), draftOfKey(key, zone), zone)).toEqual({});
});

it('reads addresses by line or comma, and opens a key to everywhere when there is none', () => {
  const began = draftOfKey(key, zone);
  expect(settingsOf(began, { ...began, addresses: '198.51.100.1,\n 2001:db8::/32\n' }, zone)).toEqual({ allowedAddresses: ['198.51.100.1', '2001:db8::/32'] });
  expect(settingsOf(began, { ...began, addresses: ' \n' }, zone)).toEqual({ allowedAddresses: [] });
});

it('keeps an end and a limit that are emptied, and hands on a limit that is none', () => {
  const began = draftOfKey(key, zone);
  expect(settingsOf(began, { ...began, until: '', limit: '' }, zone)).toEqual({});
  expect(settingsOf(began, { ...began, limit: 0.5 }, zone)).toEqual({ requestsPerMinute: 0.5 });
});
