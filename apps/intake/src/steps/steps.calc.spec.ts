import { describe, expect, it } from '@jest/globals';
import { Condition, Taking, Transformation } from '@kairos/contracts';
import type { z } from 'zod';
import { WorkMeter } from '../patterns/work-meter.ts';
import { compileCondition } from './conditions.calc.ts';
import { textMade, waiting, type Outcome, type RowAtHand, type Scope } from './step.ts';
import { compileTaking } from './takings.calc.ts';
import { compileTransformations } from './transformations.calc.ts';

const columns = ['first', 'last', 'power', 'since', 'late'];
const scope: Scope = { reader: (column) => ({ cells }) => cells[columns.indexOf(column)], isNumber: (column) => ({ numbers }) => numbers?.[columns.indexOf(column)] === true, meter: new WorkMeter(), numberOf: () => 7 };
const hand = (cells: (string | undefined)[], numbers?: boolean[]): RowAtHand => ({ cells, numbers, ask: (number, value) => `${number}:${value}` });
const written = (outcome: Outcome): Outcome => textMade(outcome) ?? outcome;
const taken = (take: z.input<typeof Taking>, cells: (string | undefined)[], numbers?: boolean[]): Outcome => compileTaking(Taking.parse(take), scope)(hand(cells, numbers));
const changed = (text: string, ...chain: z.input<typeof Transformation>[]): Outcome => compileTransformations(chain.map((one) => Transformation.parse(one)), scope)(text, hand(['3', '1.234,5']), false);
const holds = (text: string, condition: z.input<typeof Condition>): boolean => compileCondition(Condition.parse(condition), new WorkMeter())(text);

const row = ['Ada', 'Lovelace', '1.234,56', '31/12/2019', undefined];

describe('what a text is made of', () => {
  it.each<[string, z.input<typeof Taking>, string]>([
    ['a column as it is', { kind: 'direct', column: 'first' }, 'Ada'],
    ['columns joined', { kind: 'concatenate', columns: ['last', 'first'], separator: ', ' }, 'Lovelace, Ada'],
    ['a part of a column', { kind: 'split', column: 'since', separator: '/', part: 3 }, '2019'],
    ['a part counted from the end', { kind: 'split', column: 'since', separator: '/', part: -2 }, '12'],
    ['a part that is not there', { kind: 'split', column: 'first', separator: '/', part: 2 }, ''],
    ['a date in another format', { kind: 'formatDate', column: 'since', from: ['DD/MM/YYYY'], to: 'YYYY-MM-DD' }, '2019-12-31'],
    ['a number in another format', { kind: 'formatNumber', column: 'power', from: { decimalSeparator: ',', groupSeparator: '.' }, decimals: 1 }, '1234.6'],
    ['what a table says', { kind: 'lookup', column: 'first', table: { Ada: 'A' } }, 'A'],
    ['the first case that holds', { kind: 'conditional', cases: [{ when: [{ column: 'first', is: 'equals', value: 'Bob' }], take: { text: 'B' } }, { when: [{ column: 'last', is: 'startsWith', value: 'Love' }], take: { column: 'last' } }] }, 'Lovelace'],
    ['the rest when no case holds', { kind: 'conditional', cases: [{ when: [{ column: 'first', is: 'isNull' }], take: { text: '' } }], otherwise: { text: 'some' } }, 'some'],
    ['an expression', { kind: 'custom', expression: 'first & last' }, '7:null'],
  ])('%s', (_, take, expected) => {
    expect(written(taken(take, row))).toBe(expected);
  });

  it('waits for columns that wait', () => {
    expect(taken({ kind: 'direct', column: 'late' }, row)).toBe(waiting);
    expect(taken({ kind: 'concatenate', columns: ['first', 'late'] }, row)).toBe(waiting);
    expect(taken({ kind: 'conditional', cases: [{ when: [{ column: 'late', is: 'isNull' }], take: { text: 'x' } }] }, row)).toBe(waiting);
  });

  it('tells what a table does not list, unless it may stay or be empty', () => {
    expect(taken({ kind: 'lookup', column: 'first', table: {} }, row)).toMatchObject({ code: 'unmapped-value' });
    expect(taken({ kind: 'lookup', column: 'first', table: {}, unmatched: 'keep' }, row)).toBe('Ada');
    expect(taken({ kind: 'lookup', column: 'first', table: {}, unmatched: 'empty' }, row)).toBe('');
    expect(taken({ kind: 'lookup', column: 'first', table: {} }, ['constructor'])).toMatchObject({ code: 'unmapped-value' });
  });
});

describe('what is done to a text', () => {
  it.each<[string, z.input<typeof Transformation>, string]>([
    ['hello world', { kind: 'formatText', apply: ['upper'] }, 'HELLO WORLD'],
    ['  hello world  ', { kind: 'formatText', apply: ['upper', 'trim'] }, 'HELLO WORLD'],
    ['no number', { kind: 'math', operation: 'multiply', by: '2' }, 'no number'],
    ["SANT'ANNA d'alfaedo", { kind: 'formatText', apply: ['title'] }, "Sant'Anna D'Alfaedo"],
    ['a  b ', { kind: 'formatText', apply: ['squeeze', 'capitalize'] }, 'A b'],
    ['0.1', { kind: 'math', operation: 'add', by: '0.2' }, '0.3'],
    ['1', { kind: 'math', operation: 'divide', by: '3', decimals: 4 }, '0.3333'],
    ['-2.5', { kind: 'math', operation: 'subtract', by: '0', decimals: 0 }, '-3'],
    ['1.5', { kind: 'math', operation: 'multiply', by: { column: 'first' } }, '4.5'],
    ['1.234,5', { kind: 'math', operation: 'divide', by: '1000', from: { decimalSeparator: ',', groupSeparator: '.' } }, '1.2345'],
    ['12,5 %', { kind: 'percentage', to: 'fraction', from: { decimalSeparator: ',' } }, '0.125'],
    ['0.125', { kind: 'percentage', to: 'percent' }, '12.5'],
    ['1234567.5', { kind: 'formatNumber', to: { decimalSeparator: ',', groupSeparator: '.' }, decimals: 2 }, '1.234.567,50'],
    ['2020-02-01', { kind: 'formatDate', from: ['YYYY-MM-DD'], to: 'D/M/YYYY' }, '1/2/2020'],
    ['30/02/2020', { kind: 'formatDate', from: ['DD/MM/YYYY'], to: 'YYYY-MM-DD' }, '30/02/2020'],
    ['on', { kind: 'conditionalValue', when: [{ is: 'equals', value: 'on' }], take: 'In Operation', otherwise: '' }, 'In Operation'],
    ['', { kind: 'conditionalValue', when: [{ is: 'isNull' }], take: 'none' }, 'none'],
    ['IT-001', { kind: 'replaceValue', pattern: '^it-(\\d+)$', with: '$1/$&', ignoreCase: true }, '001/IT-001'],
    ['a-b-c', { kind: 'replaceValue', pattern: '-', with: '', all: false }, 'ab-c'],
    ['PV', { kind: 'lookupTable', table: { PV: 'Photovoltaic' } }, 'Photovoltaic'],
    ['x', { kind: 'customExpression', expression: '$uppercase($value)' }, '7:x'],
  ])('%j by %j', (text, transformation, expected) => {
    expect(written(changed(text, transformation))).toBe(expected);
  });

  it('goes on from each to the next, and stops at the first that cannot', () => {
    expect(changed(' 2 ', { kind: 'formatText', apply: ['trim'] }, { kind: 'math', operation: 'multiply', by: '1000' })).toEqual({ number: '2000' });
    expect(changed('2', { kind: 'math', operation: 'divide', by: '0' }, { kind: 'formatText', apply: ['upper'] })).toMatchObject({ code: 'division-by-zero' });
  });
});

describe('conditions', () => {
  it.each<[string, z.input<typeof Condition>, boolean]>([
    ['a', { is: 'equals', value: 'a' }, true], ['a', { is: 'notEquals', value: 'a' }, false], ['10', { is: 'greater', value: '9' }, true], ['9.90', { is: 'greater', value: '9.9' }, false],
    ['2019-12-31', { is: 'less', value: '2020-01-01' }, true], ['', { is: 'less', value: '1' }, false], ['abc', { is: 'contains', value: 'b' }, true], ['abc', { is: 'startsWith', value: 'b' }, false],
    ['abc', { is: 'endsWith', value: 'c' }, true], ['', { is: 'isNull' }, true], ['', { is: 'isNotNull' }, false], ['IT12', { is: 'matches', value: '^IT\\d+$' }, true],
  ])('%j %j is %s', (text, condition, expected) => {
    expect(holds(text, condition)).toBe(expected);
  });
});
