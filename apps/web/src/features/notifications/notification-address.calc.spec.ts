import { expect, it } from '@jest/globals';
import { addressOf } from './notification-address.calc.ts';

const to = (link: string | null, plantId: string | null = null): string | undefined => {
  const address = addressOf({ link, plantId });
  return address && [address.to, new URLSearchParams(address.search).toString()].filter(Boolean).join('?');
};

it.each([
  ['/api/v1/workflows/workflows/w1/tasks/t1', '/workflows/w1?task=t1'],
  ['/api/v1/workflows/workflows/w1', '/workflows/w1'],
  ['/api/v1/workflows/workflows', '/workflows'],
  ['/api/v1/workflows/my-tasks', '/tasks'],
  ['/api/v1/workflows/tasks?overdue=true&priority=High', '/tasks?view=overdue'],
  ['/api/v1/workflows/deadlines/d1', '/deadlines/d1'],
  ['/api/v1/workflows/deadlines?overdue=true', '/deadlines?view=overdue'],
  ['/api/v1/workflows/documents/d1', '/documents/d1'],
  ['/api/v1/workflows/documents?status=To%20Approve', '/documents'],
  ['/api/v1/workflows/plants/p1/compliance', '/plants/p1'],
  ['/api/v1/workflows/compliance-matrix?below=70', '/compliance'],
  ['/api/v1/assets/plants/p1/maintenance/m1', '/plants/p1?section=maintenance'],
  ['/api/v1/intake/import-jobs/i1', '/imports/i1'],
  ['/api/v1/intake/webhook-endpoints/e1', '/webhooks/e1'],
])('what the API has at %s is shown at %s', (link, page) => {
  expect(to(link)).toBe(page);
});

it('leads to the plant where nothing else is shown, and nowhere from what is about nothing', () => {
  expect([to('/api/v1/of-a-later-day', 'p1'), to(null, 'p1'), to(null), to('/api/v1/of-a-later-day'), to('https://elsewhere.example/api')]).toEqual(['/plants/p1', '/plants/p1', undefined, undefined, undefined]);
});
