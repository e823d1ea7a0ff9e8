import { expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { importSummary, sumOfCapacities } from './import-summary.calc.ts';

const counts = { read: 940, created: 744, updated: 0, unchanged: 0, rejected: 196, skipped: 0 };

function aJob(more: Partial<ImportJobView> = {}): ImportJobView {
  const rejection = { row: 96, line: 97, outcome: 'rejected', recordId: null, errors: [{ code: 'unmapped-value', column: 'Fuel', field: 'type', value: 'Natural Gas', detail: 'Fuel is not mapped' }] } as const;
  return { mode: 'apply', status: 'completed', fileName: 'italy.csv', recipe: { name: 'wri-plants', version: 1 }, counts, failure: null, firstRejections: [rejection], impact: [], divergentRows: null, undo: null, ...more } as unknown as ImportJobView;
}

it('adds capacities exactly, where floating point would not', () => {
  expect(sumOfCapacities([{ capacityKw: '0.1' }, { capacityKw: '0.2' }, { capacityKw: '29658909.7' }])).toEqual({ plants: 3, capacityKw: '29658910' });
  expect(sumOfCapacities([])).toEqual({ plants: 0, capacityKw: '0' });
});

it('shows that every row has one outcome, the sum of what was created and the first rejections', () => {
  const text = importSummary(aJob(), { plants: 744, capacityKw: '29658910' });
  expect(text).toContain('Import of italy.csv by wri-plants v1: completed');
  expect(text).toContain('940 read = 744 created + 0 updated + 0 unchanged + 196 rejected + 0 skipped\n');
  expect(text).toContain('capacity of the 744 created plants: 29,658,910 kW');
  expect(text).toMatch(/97 {2}Fuel +Natural Gas +unmapped-value: Fuel is not mapped/);
});

it('says what a plan amounts to, what came out otherwise, and what was undone', () => {
  const impact = [{ group: 'Wind', created: 1200, updated: 3, measure: 'capacityKw', added: '1200.5', changed: '-3' }];
  const plan = importSummary(aJob({ mode: 'plan', impact }), undefined);
  expect(plan).toContain('capacityKw added');
  expect(plan).toMatch(/Wind +1,200 +3 +1,200\.5 +-3/);
  const undo = { reason: 'the wrong file', byUserId: 'u', requestedAt: '', removed: 744, restored: 2 } as unknown as NonNullable<ImportJobView['undo']>;
  const text = importSummary(aJob({ divergentRows: 2, undo }), undefined);
  expect(text).toContain('2 rows came out otherwise than planned');
  expect(text).toContain('undone: 744 removed, 2 given back what they held (the wrong file)');
});

it('says so when the rows do not add up', () => {
  expect(importSummary(aJob({ counts: { ...counts, created: 743 } }), undefined)).toContain('does not add up');
});

it('says where a file broke off', () => {
  const failure = { code: 'unclosed-quote', detail: 'a quote is never closed', line: 12, column: 3 };
  expect(importSummary(aJob({ status: 'failed', failure }), undefined)).toContain('failed (unclosed-quote at line 12, column 3: a quote is never closed)');
});

it('says that more may have been applied than is told', () => {
  expect(importSummary(aJob({ status: 'failed', rowsInDoubt: true }), undefined)).toContain('more rows may have been applied');
  expect(importSummary(aJob(), undefined)).not.toContain('may have been applied');
});

it('leaves the sum out when nothing was created', () => {
  expect(importSummary(aJob(), { plants: 0, capacityKw: '0' })).not.toContain('capacity');
});
