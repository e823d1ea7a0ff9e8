import { describe, expect, it } from '@jest/globals';
import { changedCell, correctedCells } from './change-cell.calc.ts';

describe('a change of cells', () => {
  it.each([
    ['sets a value', 'x', { set: '' }, ''],
    ['replaces a text wherever it stands, letter by letter', '1.2.3 $& .', { replace: { text: '.', with: '$&' } }, '1$&2$&3 $& $&'],
    ['maps what it lists, whatever space is around it', ' PVV ', { map: { PVV: 'PV' } }, 'PV'],
    ['leaves what it does not list', 'Wind', { map: { PVV: 'PV' } }, 'Wind'],
    ['is not led astray by names that every object has', 'constructor', { map: {} }, 'constructor'],
  ])('%s', (_, cell, change, expected) => expect(changedCell(cell, change)).toBe(expected));

  it('makes a row as wide as its columns, and tells what it changed', () => {
    expect(correctedCells(['a', 'b', 'c'], ['1', '2', '3', '4'], new Map([['b', 'two']]))).toEqual({ cells: ['1', 'two', '3'], changes: [{ column: 'b', before: '2', after: 'two' }] });
    expect(correctedCells(['a', 'b'], ['1'], new Map([['b', '2']]))).toEqual({ cells: ['1', '2'], changes: [{ column: 'b', before: '', after: '2' }] });
  });
});
