import { expect, it } from '@jest/globals';
import { noticesOfMore } from './more-notices.calc.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import type { Untold } from './untold-notifications.repository.ts';

const templates = new NotificationTemplateRepository();
const hour = new Date('2027-01-04T10:00:00Z');
const row = (more: Partial<Untold>): Untold => ({ toldIn: hour, template: 'task_assigned', subjectKind: 'task', plantId: 'p', insteadOf: null, count: 1, ...more });
const notices = (...rows: Untold[]) => noticesOfMore(rows, 'ada', (code) => templates.current(code));

it('tells how many there were of each kind, whatever their plants', () => {
  const [only, ...others] = notices(row({ count: 3 }), row({ count: 4, plantId: 'q' }), row({ template: 'task_mention', count: 2 }));
  expect([others, only]).toEqual([[], expect.objectContaining({
    type: 'task', priority: 'medium', userIds: ['ada'], link: '/api/v1/workflows/my-tasks', covers: { kind: 'task', plantIds: ['p', 'q'], subjectIds: [] },
    parameters: { since: '2027-01-04T10:00:00.000Z', kinds: [{ kind: { en: 'task assigned to you', it: 'attività affidata a te' }, count: 7 }, { kind: { en: 'comment that mentions you', it: 'commento che ti menziona' }, count: 2 }] },
  })]);
});

it('tells apart hours, types and in whose stead, each for a reason of its own', () => {
  const all = notices(row({}), row({ toldIn: new Date('2027-01-04T11:00:00Z') }), row({ template: 'workflow_blocked' }), row({ insteadOf: 'bea' }), row({ template: 'document_uploaded', subjectKind: 'document' }));
  expect(all.map(({ type, priority, insteadOf }) => [type, priority, insteadOf])).toEqual([['task', 'medium', undefined], ['task', 'medium', undefined], ['workflow', 'high', undefined], ['task', 'medium', 'bea'], ['document', 'low', undefined]]);
  expect(new Set(all.map(({ reason }) => reason)).size).toBe(5);
});
