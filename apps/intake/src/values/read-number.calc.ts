import type { NumberFormat } from '@kairos/contracts';

const longest = 60;
/** People type a space between groups, spreadsheets write one that does not break. */
const separators: Record<string, string> = { '': '', '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]', "'": "['\\u2019]" };

/**
 * How numbers of one format are read: `1.234,56` with a decimal comma and dots between groups is `1234.56`. Groups are
 * taken only when complete: `1.234.567`, never `1.23.4`.
 *
 * @returns a function from a text to the number as `-1234.56`, or to undefined when it is none
 */
export function readNumber({ decimalSeparator, groupSeparator }: NumberFormat): (text: string) => string | undefined {
  const [point, group] = [separators[decimalSeparator] ?? '', separators[groupSeparator] ?? ''];
  const whole = group === '' ? '\\d+' : `(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)`;
  const shape = new RegExp(`^-?(?:${whole}(?:${point}\\d+)?|${point}\\d+)$`);
  const groups = new RegExp(group, 'g');
  return (text) => {
    if (text.length > longest || !shape.test(text)) return undefined;
    return (group === '' ? text : text.replace(groups, '')).replace(decimalSeparator, '.');
  };
}
