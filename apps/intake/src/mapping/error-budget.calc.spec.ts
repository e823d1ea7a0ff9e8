import { describe, expect, it } from '@jest/globals';
import { OnError } from '@kairos/contracts';
import type { z } from 'zod';
import { overBudget } from './error-budget.calc.ts';

const rows = (...outcomes: string[]) => outcomes.map((outcome, index) => ({ line: index + 2, outcome }));
const budget = (onError: z.input<typeof OnError>, outcomes: string[], before = { rows: 0, rejected: 0 }) => overBudget(OnError.parse(onError), before, rows(...outcomes));
const mixed = (bad: number, of: number) => Array.from({ length: of }, (_, index) => (index < bad ? 'rejected' : 'valid'));

describe('the budget of errors', () => {
  it('is endless unless the recipe says otherwise', () => {
    expect(budget({}, mixed(500, 500))).toBeUndefined();
  });

  it('stops at the first bad row, and names it', () => {
    expect(budget({ action: 'stop' }, ['valid', 'skipped', 'rejected'])).toMatchObject({ code: 'stopped-at-error', line: 4 });
  });

  it('counts over chunks, wherever they are cut', () => {
    expect(budget({ maxErrors: 2 }, mixed(2, 9))).toBeUndefined();
    expect(budget({ maxErrors: 2 }, mixed(1, 9), { rows: 50, rejected: 2 })).toMatchObject({ code: 'too-many-errors', line: 2 });
  });

  it('stops when more than half of at least a hundred rows are bad', () => {
    const half = { maxErrorPercent: 50, afterRows: 100 };
    expect(budget(half, mixed(51, 100))).toMatchObject({ code: 'too-many-errors', line: 101, detail: '51 of 100 rows are rejected; the recipe allows 50 %' });
    expect(budget(half, mixed(50, 100))).toBeUndefined();
    expect(budget(half, mixed(99, 99))).toBeUndefined();
  });
});
