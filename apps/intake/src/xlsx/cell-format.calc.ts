import { readXml } from './read-xml.ts';
import { workbookFault } from './workbook.errors.ts';

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

/** No spreadsheet writes a longer one. */
const maxCodeLength = 255;

/** What a format's own code says: letters of dates and times count outside of quotes, brackets and escapes alone. */
export function formatOfCode(code: string): CellFormat {
  if (code.length > maxCodeLength) throw workbookFault('unsafe-workbook', `it has a format for numbers of more than ${maxCodeLength} characters`);
  const { letters, span, plain } = firstSection(code);
  if (span) return { kind: 'span' };
  const bare = letters.replace(/general/gi, '').replace(/am\/pm|a\/p/gi, 'h').replace(/s\.0+/gi, 's');
  const time = /[hs]/i.test(bare);
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time);
  if (/[0#?]/.test(bare) || (!date && !time)) return plain && /^0{2,}$/.test(letters) ? { kind: 'digits', pad: letters.length } : plainNumber;
  return { kind: date && time ? 'dateTime' : date ? 'date' : 'time' };
}

/** What the code says of positive numbers, without texts, colours and escapes; `plain` if it had none of them. */
function firstSection(code: string): { letters: string; span: boolean; plain: boolean } {
  const found = { letters: '', span: false, plain: true };
  for (let at = 0; at < code.length && code[at] !== ';'; at += 1) {
    const character = code.charAt(at);
    const closing = character === '"' ? '"' : character === '[' ? ']' : undefined;
    if (closing === undefined && !'\\_*'.includes(character)) found.letters += character;
    else {
      found.plain = false;
      const end = closing === undefined ? at + 1 : code.indexOf(closing, at + 1);
      // What opens and never closes takes the rest with it.
      if (end < 0) return found;
      if (closing === ']' && /^(?:h+|m+|s+)$/i.test(code.slice(at + 1, end))) found.span = true;
      at = end;
    }
  }
  return found;
}

/** The formats of cells by their style number, from the styles of a workbook. */
export function cellFormats(styles: string | undefined): CellFormat[] {
  const own = new Map<number, CellFormat>();
  const formats: CellFormat[] = [];
  let inCells = false;
  if (styles === undefined) return formats;
  readXml(styles, {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), formatOfCode(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(own.get(id) ?? builtIn(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
