import { expect, it } from '@jest/globals';
import { restBeforeRetrySeconds } from './rest-before-retry.calc.ts';

it('tries a mail about notifications three times again, after 5, 10 and 20 minutes, and gives it up', () => {
  expect([1, 2, 3, 4, 5].map((attempts) => restBeforeRetrySeconds('notification', attempts))).toEqual([300, 600, 1200, null, null]);
});

it('tries any other after seconds, and goes on every quarter of an hour', () => {
  expect([1, 2, 8, 9, 100].map((attempts) => restBeforeRetrySeconds('invitation', attempts))).toEqual([5, 10, 640, 900, 900]);
});
