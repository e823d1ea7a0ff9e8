import { describe, expect, it } from '@jest/globals';
import { readDate } from './read-date.calc.ts';

/** The same by the calendar of the language: slow, and beyond doubt. */
function slowly(format: string): (text: string) => string | undefined {
  const parts: Record<string, string> = { YYYY: '(?<y>\\d{4})', MM: '(?<m>\\d{2})', M: '(?<m>\\d{1,2})', DD: '(?<d>\\d{2})', D: '(?<d>\\d{1,2})' };
  const shape = new RegExp(`^${format.replace(/[./-]/g, '\\$&').replace(/YYYY|MM?|DD?/g, (part) => parts[part] ?? part)}$`);
  return (text) => {
    const { y = '', m = '', d = '' } = shape.exec(text)?.groups ?? {};
    const date = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const known = new Date(`${date}T00:00:00Z`);
    return y !== '' && !Number.isNaN(known.getTime()) && known.toISOString().startsWith(date) ? date : undefined;
  };
}

const formats = ['YYYY-MM-DD', 'DD/MM/YYYY', 'D/M/YYYY', 'MM-DD-YYYY', 'YYYYMMDD', 'DDMMYYYY', 'DMYYYY', 'YYYY.M.D', 'D. M. YYYY', 'DD MM YYYY', 'YYYY/DD/MM'];
const written = (format: string, y: number, m: number, d: number): string => {
  const two = (part: number) => String(part).padStart(2, '0');
  return format.replace(/YYYY|MM?|DD?/g, (part) => ({ YYYY: String(y).padStart(4, '0'), MM: two(m), M: String(m), DD: two(d), D: String(d) })[part] ?? part);
};

describe('a date', () => {
  it.each(formats)('is read as the calendar has it, whatever stands there: %s', (format) => {
    const days = [0, 1, 2, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 9999].flatMap((y) => Array.from({ length: 14 }, (_, m) => [0, 1, 9, 10, 28, 29, 30, 31, 32, 99].map((d) => written(format, y, m, d))).flat());
    const around = [written(format, 2024, 2, 29), written(format, 2023, 11, 5)].flatMap((text) => [
      '', ' ', `${text} `, ` ${text}`, `${text}\n`, `-${text}`, `${text}0`, text.slice(1), text.slice(0, -1), text.replaceAll('2', '٢'), text.replaceAll('2', '２'), text.replaceAll('0', 'O'), text.replaceAll('-', '–'), text.replaceAll('/', '-'), text.replaceAll('-', '/'),
      ...[...text].flatMap((_, at) => ['', 'x', ' ', '9', '0', '/', ':', '-', '+', '\0'].map((letter) => text.slice(0, at) + letter + text.slice(at + 1))),
    ]);
    const [quick, slow] = [readDate(format), slowly(format)];
    const all = [...days, ...around];
    expect(all.map((text) => [text, quick(text)])).toEqual(all.map((text) => [text, slow(text)]));
    expect(days.filter((text) => quick(text) !== undefined).length).toBeGreaterThan(300);
  });
});
