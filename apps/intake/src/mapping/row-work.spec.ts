import { afterAll, describe, expect, it } from '@jest/globals';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import type { SourceRow } from '../rows/source-row.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { compileRecipe, type CompiledRecipe } from './compile-recipe.calc.ts';
import { expressionsIn } from './expressions-in.ts';
import { mapRows } from './map-rows.ts';

const sandbox = new ExpressionSandbox();
const evaluate = expressionsIn(sandbox);
afterAll(() => sandbox[Symbol.asyncDispose]());

type Facts = NonNullable<Parameters<typeof plantRecipe>[0]>;
type Rule = NonNullable<Facts['rules']>[number];

const columns = ['code', 'name', 'type', 'power', 'x'];
const rowsOf = (cells: readonly string[]): SourceRow[] => cells.map((x, at) => ({ row: at + 1, line: at + 2, blank: false, cells: [`P${100 + at}`, 'Alpe', 'PV', '5', x] }));

function compiled(facts: Facts): CompiledRecipe {
  const recipe = compileRecipe(plantRecipe(facts), columns, rowsOf(['x']));
  if ('problem' in recipe) throw new Error(recipe.problem.detail);
  return recipe;
}

/** Work that a row may take. */
const mostWork = 250_000;
const slow: Rule = { kind: 'pattern', column: 'x', pattern: '^(\\w|\\d)*!$' };
const codesOf = async (facts: Facts, cells: readonly string[]) =>
  (await mapRows(compiled(facts), rowsOf(cells), evaluate)).map((row) => (row.kind === 'rejected' ? [...new Set(row.errors.map(({ code }) => code))] : row.kind));

describe('the work of a row', () => {
  it('has a bound, however many rules look through cells of any length; others have their turns between rows', async () => {
    const recipe = compiled({ rules: Array.from({ length: 200 }, () => slow) });
    let [turns, ended] = [0, false];
    const count = () => {
      turns += 1;
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    const mapped = await mapRows(recipe, rowsOf(Array.from({ length: 50 }, () => '1'.repeat(60_000))), evaluate);
    ended = true;
    expect(mapped.every((row) => row.kind === 'rejected' && row.errors.every(({ code }) => code === 'pattern-too-slow'))).toBe(true);
    expect(recipe.meter.total).toBeLessThanOrEqual(50 * mostWork);
    expect(turns).toBeGreaterThanOrEqual(49);
  }, 60_000);

  it('is counted anew for each row, so that a row ends the same way in whatever slice it is mapped', async () => {
    const cells = ['abc!', 'a'.repeat(60_000), 'abc', `${'b'.repeat(5000)}!`, 'b'.repeat(60_000), 'd!'];
    const facts: Facts = { rules: [slow, { ...slow, pattern: '!$' }] };
    const together = await codesOf(facts, cells);
    expect(together).toEqual(['valid', ['pattern-too-slow'], ['pattern-mismatch'], 'valid', ['pattern-too-slow'], 'valid']);
    const alone: unknown[] = [];
    for (const cell of cells) alone.push(...(await codesOf(facts, [cell])));
    expect(alone).toEqual(together);
  });

  it('adds up over the expressions that a row waits for', async () => {
    const asking = (times: number): Facts => ({
      steps: [{ into: 'late', take: { kind: 'direct', column: 'x' }, transform: [{ kind: 'replaceValue', pattern: '^(\\w|\\d)*!$', with: 'short' }, ...Array.from({ length: times }, () => ({ kind: 'customExpression' as const, expression: '$value' }))] }],
    });
    const cells = [`${'a'.repeat(5000)}!`];
    expect(await codesOf(asking(1), cells)).toEqual(['valid']);
    expect(await codesOf(asking(8), cells)).toEqual([['pattern-too-slow']]);
  });

  it.each<[string, Facts]>([
    ['steps that double a text', { steps: Array.from({ length: 100 }, (_, at) => ({ into: `s${at}`, take: { kind: 'concatenate' as const, columns: Array.from({ length: 20 }, () => (at === 0 ? 'x' : `s${at - 1}`)) } })) }],
    ['steps that write a long text anew', { steps: Array.from({ length: 100 }, (_, at) => ({ into: `s${at}`, take: { kind: 'direct' as const, column: 'x' }, transform: [{ kind: 'formatText' as const, apply: ['title' as const, 'squeeze' as const, 'upper' as const] }] })) }],
    ['a replacement that makes much of each character', { steps: [{ into: 's', take: { kind: 'direct', column: 'x' }, transform: [{ kind: 'replaceValue', pattern: '.', with: '$&'.repeat(500) }] }] }],
  ])('has a bound for %s', async (_, facts) => {
    const recipe = compiled(facts);
    const [row] = await mapRows(recipe, rowsOf(['x '.repeat(30_000)]), evaluate);
    expect(row).toMatchObject({ kind: 'rejected', errors: expect.arrayContaining([expect.objectContaining({ code: 'pattern-too-slow' })]) });
    expect(recipe.meter.spent).toBeLessThanOrEqual(mostWork);
  });

  it('is small for a rule of money on a cell full of blanks', async () => {
    expect(await codesOf({ rules: [{ kind: 'type', column: 'x', type: 'currency' }] }, [`1${' '.repeat(90_000)}x`])).toEqual([['wrong-type']]);
  });
});
