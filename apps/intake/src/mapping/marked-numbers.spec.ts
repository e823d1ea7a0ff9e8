import { afterAll, describe, expect, it } from '@jest/globals';
import { RecipeParse } from '@kairos/contracts';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import { readRows } from '../formats/read-rows.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { ByteWitness } from '../sniffing/byte-witness.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { sniffFile } from '../sniffing/sniff-file.ts';
import { inPieces } from '../test/csv.builder.ts';
import { plantRecipe } from '../test/recipe.builder.ts';
import { sheetXml, workbook } from '../test/workbook.builder.ts';
import { compileRecipe } from './compile-recipe.calc.ts';
import { expressionsIn } from './expressions-in.ts';
import { mapRows } from './map-rows.ts';

const sandbox = new ExpressionSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());

type Facts = NonNullable<Parameters<typeof plantRecipe>[0]>;
type Power = Partial<Extract<NonNullable<Facts['fields']>[number], { as: 'decimal' }>>;
type Cell = string | number;

async function read(bytes: Uint8Array): Promise<RowBatch> {
  const witness = new ByteWitness();
  witness.see(bytes);
  const sniffed = await sniffFile(witness.end(), () => inPieces(bytes));
  const whole: RowBatch = { columns: [], rows: [], bytesRead: 0 };
  for await (const { columns, rows } of readRows(inPieces(bytes), rowOptions(RecipeParse.parse({}), sniffed, []))) {
    whole.columns = columns;
    whole.rows.push(...rows);
  }
  return whole;
}

const names = ['code', 'name', 'type', 'power'];
const plants = (powers: readonly Cell[]): Cell[][] => powers.map((power, at) => [`P${100 + at}`, `Alpe ${at}`, 'PV', power]);
const asWorkbook = (powers: readonly Cell[]) => workbook({ sheets: [{ name: 'Plants', xml: sheetXml([names, ...plants(powers)]) }] });
const asJsonLines = (powers: readonly Cell[]) => Buffer.from(plants(powers).map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, at) => [names[at], cell])))}\n`).join(''));

async function powersOf(bytes: Uint8Array, power: Power = {}, facts: Facts = {}): Promise<unknown[]> {
  const { columns, rows } = await read(bytes);
  const from = power.take ? {} : { from: 'power' };
  const compiled = compileRecipe(plantRecipe({ ...facts, fields: [{ target: 'capacityKw', ...from, as: 'decimal', required: true, ...power }] }), columns, rows.slice(0, 500));
  if ('problem' in compiled) return [compiled.problem.code];
  const mapped = await mapRows(compiled, rows, expressionsIn(sandbox));
  return mapped.map((row) => (row.kind === 'valid' ? row.values['capacityKw'] : row.kind === 'rejected' ? row.errors.map(({ code }) => code) : row.kind));
}

const comma = { decimalSeparator: ',', groupSeparator: '.' } as const;

describe.each([['a workbook', asWorkbook], ['JSON lines', asJsonLines]])('what %s marks as a number', (_, written) => {
  it('is that number, whatever the format of the column; texts beside it are read in that', async () => {
    expect(await powersOf(written([1.234, '1.234,5', '1.234', 1234]), comma)).toEqual(['1.234', '1234.5', '1234', '1234']);
  });

  it('is that number below any count of texts that are written otherwise', async () => {
    const powers = await powersOf(written([...Array<string>(1000).fill('1.234,5'), 1.234]));
    expect([powers[0], powers.at(-1), powers.length]).toEqual(['1234.5', '1.234', 1001]);
  });

  it('leaves the format of its column to the texts in it', async () => {
    expect(await powersOf(written([1.234, '1.234,5', 0.5]))).toEqual(['1.234', '1234.5', '0.5']);
    expect(await powersOf(written([1.234, '1.234']))).toEqual(['ambiguous-format']);
  });

  it.each<[string, Power]>([
    ['a calculation', { transform: [{ kind: 'math', operation: 'multiply', by: '1', from: comma }] }],
    ['a calculation with itself', { transform: [{ kind: 'math', operation: 'add', by: { column: 'power' }, from: comma }, { kind: 'math', operation: 'divide', by: '2', from: comma }] }],
    ['a percentage', { transform: [{ kind: 'percentage', to: 'percent', from: comma }, { kind: 'percentage', to: 'fraction', from: comma }] }],
    ['another way to write numbers', { transform: [{ kind: 'formatNumber', from: comma, to: comma }] }],
    ['a column written anew', { take: { kind: 'formatNumber', column: 'power', from: comma } }],
    ['a change of letters', { transform: [{ kind: 'formatText', apply: ['trim', 'upper'] }, { kind: 'lookupTable', table: { none: '' }, unmatched: 'keep' }] }],
    ['a replacement', { transform: [{ kind: 'replaceValue', pattern: '\\.', with: ',' }] }],
    ['the only column that is filled', { take: { kind: 'concatenate', columns: ['empty', 'power'], separator: '' } }],
    ['a choice', { take: { kind: 'conditional', cases: [{ when: [{ column: 'power', is: 'less', value: '2' }], take: { column: 'power' } }] } }],
    ['values that the field does not map', { values: { none: '' }, unmatched: 'keep' }],
    ['an expression', { take: { kind: 'custom', expression: '$number(power)' } }],
    ['an expression that gives it as a text', { take: { kind: 'custom', expression: 'power' } }],
    ['an expression that makes a text of it', { take: { kind: 'custom', expression: 'type = "PV" ? $string(power) : ""' } }],
    ['an expression of the text at hand', { transform: [{ kind: 'customExpression', expression: '$trim($value)' }] }],
    ['an expression about another column', { take: { kind: 'direct', column: 'name' }, transform: [{ kind: 'customExpression', expression: 'power' }] }],
  ])('stays that number through %s', async (_, power) => {
    const facts: Facts = { steps: [{ into: 'empty', take: { kind: 'split', column: 'name', separator: '/', part: 2 } }] };
    expect(await powersOf(written([1.234]), { ...comma, ...power }, facts)).toEqual(['1.234']);
  });

  it('stays that number through a column that a step makes', async () => {
    expect(await powersOf(written([1.234]), { ...comma, take: { kind: 'direct', column: 'own' } }, { steps: [{ into: 'own', take: { kind: 'direct', column: 'power' } }] })).toEqual(['1.234']);
  });

  it('is refused where an expression gives the letters of it and of a text that may be another number', async () => {
    const twice = await powersOf(written([1.234]), { ...comma, take: { kind: 'custom', expression: 'power' } }, { steps: [{ into: 'said', take: { kind: 'conditional', cases: [{ when: [{ column: 'code', is: 'isNull' }], take: { text: '' } }], otherwise: { text: '1.234' } } }] });
    expect(twice).toEqual([['expression-ambiguous-number']]);
    expect(await powersOf(written(['1.234', 5.5]), { ...comma, take: { kind: 'custom', expression: 'power' } })).toEqual(['1234', '5.5']);
    expect(await powersOf(written([1.5]), { ...comma, take: { kind: 'custom', expression: 'power' } }, { steps: [{ into: 'said', take: { kind: 'conditional', cases: [{ when: [{ column: 'code', is: 'isNull' }], take: { text: '' } }], otherwise: { text: '1.5' } } }] })).toEqual(['1.5']);
  });

  it('is that number to rules', async () => {
    expect(await powersOf(written([1.234]), comma, { rules: [{ kind: 'range', column: 'power', max: '2' }, { kind: 'range', field: 'capacityKw', max: '2' }] })).toEqual(['1.234']);
    expect(await powersOf(written([1234]), comma, { rules: [{ kind: 'range', column: 'power', max: '2' }] })).toEqual([['out-of-range']]);
  });
});
