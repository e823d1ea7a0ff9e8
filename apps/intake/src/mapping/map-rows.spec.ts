import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { NewRecipeBody, type Recipe, type RowError } from '@kairos/contracts';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import { recipeFindings } from '../recipes/recipe-findings.calc.ts';
import { readAll } from '../test/csv.builder.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { compileRecipe } from './compile-recipe.calc.ts';
import { expressionsIn } from './expressions-in.ts';
import type { MappedRow } from './map-row.calc.ts';
import { mapRows } from './map-rows.ts';
import { runRecipeTests } from './run-recipe-tests.ts';

const sandbox = new ExpressionSandbox();
const evaluate = expressionsIn(sandbox);
afterAll(() => sandbox[Symbol.asyncDispose]());

type Facts = Parameters<typeof plantRecipe>[0];

async function mapped(facts: Facts, text: string): Promise<MappedRow[]> {
  const [batch] = await readAll(text);
  const compiled = compileRecipe(plantRecipe(facts), batch?.columns ?? [], batch?.rows ?? []);
  if ('problem' in compiled) throw new Error(compiled.problem.detail);
  return mapRows(compiled, batch?.rows ?? [], evaluate);
}

const file = 'code,name,type,power,town\nP01,alpe,PV,5,Bergamo (BG)\nP02,brembo,Wind,7,Lecco (LC)\n';
const valuesOf = (rows: MappedRow[], field: string) => rows.map((row) => (row.kind === 'valid' ? row.values[field] : row));
const codesOf = (errors: readonly RowError[] = []) => errors.map(({ code, severity }) => (severity ? `${code} ${severity}` : code));
const told = (rows: MappedRow[]) => rows.map((row) => (row.kind === 'rejected' ? codesOf(row.errors) : row.kind === 'valid' ? codesOf(row.notes) : row.kind));

describe('a recipe with steps', () => {
  it('makes columns of columns, in order, and fields of both', async () => {
    const rows = await mapped({
      steps: [
        { into: 'province', take: { kind: 'split', column: 'town', separator: '(', part: 2 }, transform: [{ kind: 'replaceValue', pattern: '\\)$', with: '' }] },
        { into: 'label', take: { kind: 'concatenate', columns: ['name', 'province'], separator: ' / ' }, transform: [{ kind: 'formatText', apply: ['upper'] }] },
      ],
      fields: [{ target: 'name', from: 'label', as: 'text', required: true }, { target: 'province', from: 'province', as: 'text' }],
    }, file);
    expect(valuesOf(rows, 'name')).toEqual(['ALPE / BG', 'BREMBO / LC']);
    expect(valuesOf(rows, 'province')).toEqual(['BG', 'LC']);
  });

  it('works out expressions on columns, on what steps make and on the text at hand', async () => {
    const rows = await mapped({
      steps: [{ into: 'long', take: { kind: 'custom', expression: 'name & " di " & $substringBefore(town, " (")' } }],
      fields: [{ target: 'name', from: 'long', as: 'text', required: true, transform: [{ kind: 'customExpression', expression: '$uppercase($value)' }] }],
    }, file);
    expect(valuesOf(rows, 'name')).toEqual(['ALPE DI BERGAMO', 'BREMBO DI LECCO']);
  });

  it('works out an expression once the columns are known that it reads', async () => {
    const rows = await mapped({
      steps: [{ into: 'first', take: { kind: 'custom', expression: '$uppercase(name)' } }, { into: 'second', take: { kind: 'custom', expression: 'first & "/" & code' } }],
      fields: [{ target: 'name', from: 'second', as: 'text', required: true, transform: [{ kind: 'customExpression', expression: '$value & "/" & second' }] }, { target: 'location', take: { kind: 'custom', expression: 'second' }, as: 'text' }],
      rules: [{ kind: 'custom', expression: 'second = "ALPE/P01" and $fields.name = "ALPE/P01/ALPE/P01"', severity: 'info', code: 'not-alpe' }],
    }, file);
    expect(valuesOf(rows, 'name')).toEqual(['ALPE/P01/ALPE/P01', 'BREMBO/P02/BREMBO/P02']);
    expect(valuesOf(rows, 'location')).toEqual(['ALPE/P01', 'BREMBO/P02']);
    expect(told(rows)).toEqual([[], ['not-alpe info']]);
  });

  it('rejects the row whose expression fails, and no other', async () => {
    const rows = await mapped({ fields: [{ target: 'name', take: { kind: 'custom', expression: 'code = "P01" ? $error("no") : name' }, as: 'text', required: true }] }, file);
    expect(told(rows)).toEqual([['expression-failed'], []]);
  });

  it('reads numbers and dates that steps make in plain writing', async () => {
    const rows = await mapped({
      fields: [{ target: 'capacityKw', from: 'power', as: 'decimal', required: true, transform: [{ kind: 'math', operation: 'multiply', by: '0.5' }] }],
    }, 'code,name,type,power\nP01,Alpe,PV,"1.234,5"\nP02,Brembo,PV,"7"\n');
    expect(told(rows)).toEqual([['invalid-number'], []]);
    expect(valuesOf(rows, 'capacityKw')[1]).toBe('3.5');
  });

  it('passes over rows without any content where the recipe says so', async () => {
    const text = 'code,name,type,power\n,,,\nP01,Alpe,PV,5\n';
    expect(told(await mapped({ parse: { skipEmptyRows: true } }, text))).toEqual(['skipped', []]);
    expect(told(await mapped({}, text))[0]).toContain('required');
  });
});

describe('rules', () => {
  it('reject by error, and keep warnings and remarks with the row', async () => {
    const rows = await mapped({
      rules: [
        { kind: 'pattern', field: 'name', pattern: '^[A-Z]', severity: 'warning', code: 'name-in-capitals' },
        { kind: 'range', field: 'capacityKw', max: '6', message: 'too big for this tariff' },
        { kind: 'lookup', column: 'town', values: ['Bergamo (BG)'], severity: 'info' },
        { kind: 'custom', expression: '$fields.capacityKw != "5"', severity: 'info', code: 'five' },
      ],
    }, file);
    expect(told(rows)).toEqual([['name-in-capitals warning', 'five info'], ['out-of-range', 'name-in-capitals warning', 'not-listed info']]);
    expect(rows[0]?.kind).toBe('valid');
    expect(rows[1]).toMatchObject({ kind: 'rejected', errors: [{ field: 'capacityKw', value: '7', detail: 'too big for this tariff' }, {}, {}] });
  });

  it.each<[NonNullable<NonNullable<Facts>['rules']>[number], string, string | undefined]>([
    [{ kind: 'required', column: 'x' }, '', 'required'],
    [{ kind: 'type', column: 'x', type: 'integer' }, '1.5', 'wrong-type'],
    [{ kind: 'type', column: 'x', type: 'currency' }, '€ 1.234,50', undefined],
    [{ kind: 'type', column: 'x', type: 'percentage' }, '12,5 %', undefined],
    [{ kind: 'type', column: 'x', type: 'phone' }, '+39 035 123456', undefined],
    [{ kind: 'format', column: 'x', format: 'email' }, 'nobody@nowhere', 'wrong-format'],
    [{ kind: 'format', column: 'x', format: { date: 'DD/MM/YYYY' } }, '30/02/2020', 'wrong-format'],
    [{ kind: 'length', column: 'x', min: 3 }, 'ab', 'too-short'],
    [{ kind: 'range', column: 'x', min: '2020-01-01', max: '2020-12-31' }, '2021-01-01', 'out-of-range'],
    [{ kind: 'range', column: 'x', min: '0.1' }, 'abc', 'wrong-type'],
    [{ kind: 'pattern', column: 'x', pattern: '^(a+)+$' }, `${'a'.repeat(60)}!`, 'pattern-mismatch'],
    [{ kind: 'lookup', column: 'x', values: ['a'] }, '', undefined],
  ])('%j on %j tells %j', async (rule, cell, code) => {
    const rows = await mapped({ rules: [rule] }, `code,name,type,power,x\nP01,Alpe,PV,5,"${cell}"\n`);
    expect(told(rows)).toEqual([code === undefined ? [] : [code]]);
  });
});

describe('a recipe that goes on', () => {
  it('leaves out bad cells of fields that may be empty, and says so; a bad needed cell costs the row', async () => {
    const facts: Facts = { onError: { action: 'continue' }, fields: [{ target: 'commissionedOn', from: 'since', as: 'date', formats: ['YYYY-MM-DD'] }, { target: 'location', from: 'where', as: 'text' }] };
    const rows = await mapped(facts, 'code,name,type,power,since,where\nP01,Alpe,PV,5,soon,x\nP02,Brembo,PV,many,2020-01-01,Lecco\n');
    expect(told(rows)).toEqual([['invalid-date warning', 'invalid-value warning'], ['invalid-number']]);
    expect(rows[0]).toMatchObject({ kind: 'valid', values: { code: 'P01', name: 'Alpe', type: 'Photovoltaic', capacityKw: '5' } });
    expect(Object.keys((rows[0] as { values: object }).values)).not.toContain('commissionedOn');
  });
});

describe('what a recipe does about a column that is not there', () => {
  const needs = (action: 'stop' | 'skip' | 'continue', required = false): Facts => ({ fields: [{ target: 'location', from: 'town', as: 'text', required, onDrift: { missing: action } }] });
  const text = 'code,name,type,power\nP01,Alpe,PV,5\n';

  it('stops unless it says otherwise', async () => {
    await expect(mapped(needs('stop'), text)).rejects.toThrow('the recipe needs "town", which the file does not have');
    await expect(mapped({ fields: [{ target: 'location', from: 'town', as: 'text' }] }, text)).rejects.toThrow('town');
  });

  it('leaves out what needs it, or takes its cells as empty', async () => {
    expect(Object.keys((await mapped(needs('skip'), text))[0] as object)).toBeDefined();
    expect((await mapped(needs('skip'), text))[0]).toEqual({ kind: 'valid', values: { code: 'P01', name: 'Alpe', type: 'Photovoltaic', capacityKw: '5' } });
    expect(valuesOf(await mapped(needs('continue'), text), 'location')).toEqual([null]);
    expect(told(await mapped(needs('continue', true), text))).toEqual([['required']]);
    await expect(mapped(needs('skip', true), text)).rejects.toThrow('town');
  });
});

describe('the tests of a recipe', () => {
  const row = { code: 'P01', name: 'Alpe', type: 'PV', power: '5' };
  const report = (tests: NonNullable<NonNullable<Facts>['tests']>) => runRecipeTests(plantRecipe({ tests }) as Recipe, evaluate);

  it('pass when rows become what is expected', async () => {
    const tests = await report([
      { name: 'a plant', row, expect: { values: { capacityKw: '5', type: 'Photovoltaic' } } },
      { name: 'coal', row: { ...row, type: 'Coal' }, expect: { errors: ['unmapped-value'] } },
    ]);
    expect(tests).toMatchObject({ passed: 2, failed: 0 });
  });

  it('tell each difference', async () => {
    const { tests } = await report([{ name: 'a plant', row: { ...row, power: 'x' }, expect: { values: { capacityKw: '6' } } }, { name: 'of six', row, expect: { values: { capacityKw: '6' } } }]);
    expect(tests[0]?.differences).toEqual([{ what: 'errors', expected: '[]', got: '["invalid-number"]' }, { what: 'capacityKw', expected: '"6"', got: 'nothing' }]);
    expect(tests[1]?.differences).toEqual([{ what: 'capacityKw', expected: '"6"', got: '"5"' }]);
  });
});

describe('the recipe that the documentation shows', () => {
  it('is sound, keeps to its own test and leaves nothing to find but what it says', async () => {
    const [, example = ''] = /```json\n([^`]*)```/.exec(readFileSync(new URL('../../../../docs/recipes.md', import.meta.url), 'utf8')) ?? [];
    const recipe = NewRecipeBody.parse(JSON.parse(example));
    expect(await runRecipeTests(recipe, evaluate)).toMatchObject({ passed: 1, failed: 0 });
    expect(recipeFindings(recipe).map(({ code }) => code)).toEqual(['data-loss-risk', 'data-loss-risk']);
  });
});
