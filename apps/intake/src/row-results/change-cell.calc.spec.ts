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
    expect(correctedCells(['a', 'b', 'c'], { cells: ['1', '2', '3', '4'] }, new Map([['b', 'two']]))).toEqual({ cells: ['1', 'two', '3'], changes: [{ column: 'b', before: '2', after: 'two' }] });
    expect(correctedCells(['a', 'b'], { cells: ['1'] }, new Map([['b', '2']]))).toEqual({ cells: ['1', '2'], changes: [{ column: 'b', before: '', after: '2' }] });
  });

  it('keeps numbers of the file that are left as they are, and takes a new one as text unless it is marked too', () => {
    const kept = { cells: ['1.5', '2.5', '3'], numbers: [true, true, false] };
    expect(correctedCells(['a', 'b', 'c'], kept, new Map([['b', '2,5']])).numbers).toEqual([true, false, false]);
    expect(correctedCells(['a', 'b', 'c'], kept, new Map([['a', '1'], ['b', '2'], ['c', '3']]), new Set(['c'])).numbers).toEqual([false, false, true]);
    expect(correctedCells(['a'], { cells: ['x'], numbers: null }, new Map())).toEqual({ cells: ['x'], changes: [] });
  });
});
