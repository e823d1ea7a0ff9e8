import { describe, expect, it } from '@jest/globals';
import type { RecipePreview } from '@kairos/contracts';
import { previewSummary, testSummary } from './recipe-summary.calc.ts';

const preview: RecipePreview = {
  columns: ['power_kw'], profiles: [], findings: [], problem: null,
  drift: { fits: false, stops: true, retyped: [], added: ['note'], missing: [{ column: 'power', usedBy: ['capacityKw'], action: 'stop', renamedTo: { column: 'power_kw', confidence: 0.7, reason: 'its name is 60 % like "power"' } }] },
  counts: { read: 2, valid: 1, rejected: 1, skipped: 0, warnings: 0 },
  rows: [{ row: 1, line: 2, outcome: 'rejected', cells: ['x'], values: null, errors: [{ code: 'invalid-number', column: 'power', field: 'capacityKw', value: '\u001b[2Jx', detail: 'power must be a number' }] }],
};

describe('a preview on the terminal', () => {
  it('tells drift, counts and errors, and lets no cell write to the terminal', () => {
    const text = previewSummary(preview);
    expect(text).toContain('missing column "power": stop; maybe now "power_kw" (70 %: its name is 60 % like "power")');
    expect(text).toContain('2 read = 1 valid + 1 rejected + 0 skipped, 0 warnings');
    expect(text).toContain('invalid-number: power must be a number');
    expect(text).not.toContain('\u001b');
  });

  it('tells why a recipe refuses a file', () => {
    expect(previewSummary({ ...preview, rows: [], problem: { code: 'missing-column', line: 1, column: 2, detail: 'the recipe needs "power"' } })).toMatch(/missing-column: the recipe needs "power"$/);
  });
});

describe('the tests of a recipe on the terminal', () => {
  it('are told with what differs', () => {
    const report = { passed: 1, failed: 1, tests: [{ name: 'good', passed: true, differences: [] }, { name: 'bad', passed: false, differences: [{ what: 'type', expected: '"Wind"', got: 'nothing' }] }] };
    expect(testSummary(report)).toBe('✓ good\n✗ bad\n    type: expected "Wind", got nothing\n1 passed, 1 failed');
  });
});
