import { describe, expect, it } from '@jest/globals';
import { grouped, printable, table } from './table.calc.ts';

describe('a table', () => {
  it('is as wide as its content, numbers to the right', () => {
    const rows = [{ name: 'Buddusò', count: '7' }, { name: 'Alà', count: '1,200' }];
    expect(table(rows, [{ title: 'name', value: (row) => row.name }, { title: 'n', value: (row) => row.count, align: 'right' }])).toBe(
      ['name         n', '───────  ─────', 'Buddusò      7', 'Alà      1,200'].join('\n'),
    );
  });

  it('shortens what is too long without cutting a character in two', () => {
    expect(table([{ name: '🌞🌞🌞🌞' }], [{ title: 'x', value: (row) => row.name, maxWidth: 3 }])).toContain('🌞🌞…');
  });

  it('has a head and nothing else without rows', () => {
    expect(table([], [{ title: 'name', value: () => '' }])).toBe('name\n────');
  });
});

it.each([
  ['\u001b[2Jgone', '\\u{1b}[2Jgone'],
  ['two\nlines', 'two\\u{a}lines'],
  ['abc\u202ecod.exe', 'abc\\u{202e}cod.exe'],
  ['Santa Luce – 2ª', 'Santa Luce – 2ª'],
])('never lets data drive the terminal: %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it.each([['29658910', '29,658,910'], ['998.5', '998.5'], ['1234.56789', '1,234.56789'], [0, '0'], ['100', '100'], ['-1000', '-1,000']])('groups %s as %s', (number, text) => {
  expect(grouped(number)).toBe(text);
});
