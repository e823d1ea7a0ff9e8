import { describe, expect, it } from '@jest/globals';
import { newApiKey } from '@kairos/auth';
import { presentedKey } from './presented-key.calc.ts';

const key = newApiKey('service');
const path = '/api/v1/assets/plants';

describe('a presented key', () => {
  it('is read from either header', () => {
    expect([presentedKey({ authorization: `Bearer ${key}` }, path), presentedKey({ 'x-api-key': key }, path)]).toEqual([key, key]);
  });

  it.each([[{}], [{ authorization: 'Bearer a.b.c' }], [{ authorization: 'Basic eA==' }]])('is none in %j', (headers) => expect(presentedKey(headers, path)).toBeUndefined());

  it.each([[{ authorization: 'Bearer kairos_pk_short' }], [{ 'x-api-key': '' }], [{ 'x-api-key': 'something else' }], [{ 'x-api-key': `${key}a` }], [{ authorization: `Bearer ${key.slice(0, -1)}` }]])(
    'is malformed in %j', (headers) => expect(() => presentedKey(headers, path)).toThrow('cut off or mistyped'));

  it('is refused beside another credential', () => expect(() => presentedKey({ 'x-api-key': key, authorization: 'Bearer a.b.c' }, path)).toThrow('either'));

  it.each([`?key=${key}`, `/${key}`, `?q=${encodeURIComponent(key).replace('_', '%5F')}`, `?a=%&k=${key}`])('is refused in the address %#', (rest) => {
    expect(() => presentedKey({ authorization: `Bearer ${key}` }, path + rest)).toThrow('stands in the address');
  });
});
