import { expect, it } from '@jest/globals';
import { fingerprintOf } from './fingerprint.ts';

const body = { email: 'a@b.example', password: 'hunter2 hunter2', nested: [{ clientSecret: 'x' }] };

it('tells requests apart by who asks, where and what', () => {
  const all = [fingerprintOf('m', '/a', body), fingerprintOf('n', '/a', body), fingerprintOf('m', '/b', body), fingerprintOf('m', '/a', { ...body, email: 'c@d.example' }), fingerprintOf('m', '/a', undefined)];
  expect(new Set(all).size).toBe(all.length);
  expect(fingerprintOf('m', '/a', structuredClone(body))).toBe(all[0]);
});

it('does not depend on a secret, so that none can be guessed from it', () => {
  expect(fingerprintOf('m', '/a', { ...body, password: 'another one', nested: [{ clientSecret: 'y' }] })).toBe(fingerprintOf('m', '/a', body));
});
