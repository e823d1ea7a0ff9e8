import { expect, it } from '@jest/globals';
import { mailedToken } from './mailed-token.ts';

it('reads the token of a mailed link, and nothing else', () => {
  expect(['#token=aB-9_x', 'token=aB', '#token=', '#token=a b', '#section=1', ''].map(mailedToken)).toEqual(['aB-9_x', 'aB', undefined, undefined, undefined, undefined]);
});
