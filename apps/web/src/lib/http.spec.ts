import { expect, it } from '@jest/globals';
import { addressOf } from './http.ts';
import { ApiProblem, isPassing } from './problem.ts';

it('leaves out of an address what says nothing, and spells the rest so that it arrives', () => {
  expect(addressOf({ path: '/assets/plants', query: { text: 'a&b=c', type: undefined, region: '', cursor: null, limit: 50, late: false } })).toBe('/api/v1/assets/plants?text=a%26b%3Dc&limit=50&late=false');
  expect(addressOf({ path: '/identity/me' })).toBe('/api/v1/identity/me');
});

it('knows what may pass by itself', () => {
  const of = (status: number) => isPassing(new ApiProblem(status, undefined));
  expect([0, 429, 500, 503].map(of)).toEqual([true, true, true, true]);
  expect([400, 401, 403, 404, 409, 412].map(of)).toEqual([false, false, false, false, false, false]);
  expect(isPassing(new Error('a fault of our own'))).toBe(false);
});

it('finds what was said of a field', () => {
  const problem = new ApiProblem(422, { type: 'about:blank', title: 'Invalid', status: 422, code: 'validation-failed', requestId: 'r', errors: [{ pointer: '/capacityKw', detail: 'must be above zero' }] });
  expect([problem.of('/capacityKw'), problem.of('/name'), problem.code]).toEqual(['must be above zero', undefined, 'validation-failed']);
});
