import { expect, it } from '@jest/globals';
import { columnsOf, homeParts, partsFor } from './home-parts.calc.ts';

const holding = (...permissions: string[]) => (permission: string) => permissions.includes(permission);
const looking = ['assets.plant.read', 'workflows.deadline.read', 'workflows.workflow.read'];

it('leads with deadlines for who keeps plants, with work for who does it, with the portfolio for who looks and with the trail for who watches', () => {
  expect(partsFor(holding(...looking, 'workflows.workflow.write', 'assets.plant.update', 'intake.import-job.read'))).toEqual(['deadlines', 'tasks', 'imports', 'portfolio']);
  expect(partsFor(holding(...looking, 'workflows.workflow.write'))).toEqual(['tasks', 'deadlines', 'portfolio']);
  expect(partsFor(holding(...looking))).toEqual(['portfolio', 'deadlines']);
  expect(partsFor(holding('identity.audit.read', 'identity.user.read'))).toEqual(['watch']);
});

it('shows nothing that may not be read, and everything to who may do everything', () => {
  expect(partsFor(holding())).toEqual([]);
  expect(partsFor(() => true)).toEqual(homeParts);
});

it('keeps every part, the first at the head of the first column', () => {
  expect(columnsOf([])).toEqual([]);
  expect(columnsOf(['watch'])).toEqual([['watch']]);
  expect(columnsOf(homeParts)).toEqual([['deadlines', 'watch'], ['tasks', 'imports', 'portfolio']]);
});
