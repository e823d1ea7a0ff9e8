const digits: Record<string, string> = { YYYY: '(?<y>\\d{4})', MM: '(?<m>\\d{2})', M: '(?<m>\\d{1,2})', DD: '(?<d>\\d{2})', D: '(?<d>\\d{1,2})' };

/**
 * How dates of one format are read: `DD/MM/YYYY`, or `D/M/YYYY` where days and months may have one digit.
 *
 * @returns a function from a text to its date as `YYYY-MM-DD`, or to undefined when it is none
 */
export function readDate(format: string): (text: string) => string | undefined {
  return fixedDate(format) ?? anyDate(format);
}

/** Dates whose parts stand at fixed places, which most do: read by these places. */
function fixedDate(format: string): ((text: string) => string | undefined) | undefined {
  const [year, month, day] = ['YYYY', 'MM', 'DD'].map((part) => format.indexOf(part));
  if (year === undefined || month === undefined || day === undefined || Math.min(year, month, day) < 0 || format.replace(/[^YMD]/g, '').length !== 8) return undefined;
  const between = [...format].flatMap((letter, at) => (/[YMD]/.test(letter) ? [] : [{ at, code: letter.charCodeAt(0) }]));
  const asTold = format === 'YYYY-MM-DD';
  return (text) => {
    if (text.length !== format.length) return undefined;
    for (const { at, code } of between) if (text.charCodeAt(at) !== code) return undefined;
    const y = twoDigits(text, year) * 100 + twoDigits(text, year + 2);
    if (!isDay(y, twoDigits(text, month), twoDigits(text, day))) return undefined;
    return asTold ? text : `${text.slice(year, year + 4)}-${text.slice(month, month + 2)}-${text.slice(day, day + 2)}`;
  };
}

function anyDate(format: string): (text: string) => string | undefined {
  const source = format.replace(/[./-]/g, '\\$&').replace(/YYYY|MM?|DD?/g, (part) => digits[part] ?? part);
  const shape = new RegExp(`^${source}$`);
  return (text) => {
    const { y = '', m = '', d = '' } = shape.exec(text)?.groups ?? {};
    return y !== '' && isDay(Number(y), Number(m), Number(d)) ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : undefined;
  };
}

/** NaN where one of the two is no digit. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has that day; years count from 0, as ISO 8601 has them. */
function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 0 && day >= 1)) return false;
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day <= (daysOf[month - 1] ?? 0) + leapDay;
}
