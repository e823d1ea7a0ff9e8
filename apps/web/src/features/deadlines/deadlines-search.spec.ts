import { expect, it } from '@jest/globals';
import { deadlinesCommand } from './deadlines-search.ts';

it('says the same for a terminal', () => {
  expect(deadlinesCommand({ view: 'overdue', authority: 'Customs' }).text).toBe('kairos deadlines list --overdue --authority Customs');
  expect(deadlinesCommand({ view: 'within30', dueFrom: '2026-12-01' }).text).toBe('kairos deadlines list --within-days 30 --due-from 2026-12-01');
});
