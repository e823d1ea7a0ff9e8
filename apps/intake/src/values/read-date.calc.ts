const digits: Record<string, string> = { YYYY: '(?<y>\\d{4})', MM: '(?<m>\\d{2})', M: '(?<m>\\d{1,2})', DD: '(?<d>\\d{2})', D: '(?<d>\\d{1,2})' };

/**
 * How dates of one format are read: `DD/MM/YYYY`, or `D/M/YYYY` where days and months may have one digit.
 *
 * @returns a function from a text to its date as `YYYY-MM-DD`, or to undefined when it is none
 */
export function readDate(format: string): (text: string) => string | undefined {
  const source = format.replace(/[./-]/g, '\\$&').replace(/YYYY|MM?|DD?/g, (part) => digits[part] ?? part);
  const shape = new RegExp(`^${source}$`);
  return (text) => {
    const { y = '', m = '', d = '' } = shape.exec(text)?.groups ?? {};
    if (y === '') return undefined;
    const date = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const known = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(known.getTime()) && known.toISOString().startsWith(date) ? date : undefined;
  };
}
