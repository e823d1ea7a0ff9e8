import { readXml } from './read-xml.ts';

/** What a number in a cell means: itself, a moment or a span of time, or digits with zeros in front (`pad` of them at least). */
export type CellFormat = { kind: 'number' } | { kind: 'date' } | { kind: 'dateTime' } | { kind: 'time' } | { kind: 'span' } | { kind: 'digits'; pad: number };

export const plainNumber: CellFormat = { kind: 'number' };

/** Formats that are known by their number; those of languages with another calendar are dates as well (ECMA-376 part 1, 18.8.30). */
function builtIn(id: number): CellFormat {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return { kind: 'date' };
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35) || id === 55 || id === 56) return { kind: 'time' };
  if (id === 22) return { kind: 'dateTime' };
  return id === 46 ? { kind: 'span' } : plainNumber;
}

/** What a format's own code says: letters of dates and times count outside of quotes, brackets and escapes alone. */
export function formatOfCode(code: string): CellFormat {
  const [first = ''] = code.split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return { kind: 'span' };
  const bare = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, '').replace(/am\/pm|a\/p/gi, 'h').replace(/s\.0+/gi, 's');
  const time = /[hs]/i.test(bare);
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time);
  if (/[0#?]/.test(bare) || (!date && !time)) return /^0{2,}$/.test(first) ? { kind: 'digits', pad: first.length } : plainNumber;
  return { kind: date && time ? 'dateTime' : date ? 'date' : 'time' };
}

/** The formats of cells by their style number, from the styles of a workbook. */
export function cellFormats(styles: string | undefined): CellFormat[] {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  if (styles === undefined) return formats;
  readXml(styles, {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        const code = codes.get(id);
        formats.push(code === undefined ? builtIn(id) : formatOfCode(code));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
