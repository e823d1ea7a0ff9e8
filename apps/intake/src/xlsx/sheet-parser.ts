import type { RowLimits } from '../rows/limits.ts';
import type { RawFault, RawRow } from '../rows/source-row.ts';
import { cellText, type StoredCell, type Surroundings } from './cell-text.calc.ts';
import type { XmlElement, XmlHandlers } from './read-xml.ts';
import { joined, TextRuns } from './text-runs.ts';
import { workbookFault } from './workbook.errors.ts';

/**
 * Makes rows of the XML of a sheet. A row ends with its last cell that holds something; rows without any are none, and
 * are left out. `line` is the number that Excel shows beside the row. Of merged cells the first holds the value.
 */
export class SheetParser implements XmlHandlers {
  readonly #inline: TextRuns;
  #ready: RawRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #numbers: boolean[] = [];
  #length = 0;
  #fault: RawFault | undefined;
  #column = 0;
  #cell: StoredCell | undefined;
  #inValue = false;

  constructor(
    private readonly around: Surroundings,
    private readonly limits: RowLimits,
    private readonly maxTextLength: number,
  ) {
    this.#inline = new TextRuns('is', maxTextLength, (text) => {
      if (this.#cell) this.#cell.inline = text;
    });
  }

  /** The rows that are complete by now. */
  take(): RawRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  open = (element: XmlElement): void => {
    const { name, attributes } = element;
    if (name === 'row') this.#startRow(attributes['r']);
    else if (name === 'c') this.#startCell(attributes);
    else if (name === 'f' && this.#cell) this.#cell.formula = true;
    else if (name === 'v' && this.#cell) {
      this.#cell.value = '';
      this.#inValue = true;
    } else this.#inline.open(element);
  };

  text = (text: string): void => {
    if (this.#inValue && this.#cell) this.#cell.value = joined(this.#cell.value ?? '', text, this.maxTextLength);
    else this.#inline.text(text);
  };

  close = (name: string): void => {
    if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
    else this.#inline.close(name);
  };

  #startRow(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.#line) throw workbookFault('broken-workbook', 'its rows are not in order');
    this.#line = line;
    this.#cells = [];
    this.#numbers = [];
    this.#length = 0;
    this.#fault = undefined;
    this.#column = 0;
  }

  #startCell({ r, t = 'n', s = '0' }: Record<string, string>): void {
    const column = r === undefined ? this.#column + 1 : columnNumber(r);
    if (column <= this.#column) throw workbookFault('broken-workbook', `its cells are not in order at ${(r ?? '').slice(0, 20)}`);
    this.#column = column;
    this.#cell = { type: t, style: Number(s), value: undefined, inline: undefined, formula: false };
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (!cell) return;
    const { text, number = false, fault } = cellText(cell, this.around);
    if (text === '' && !fault) return;
    // One more than are read tells that there are too many, however far out it stands.
    const column = Math.min(this.#column, this.limits.maxColumns + 1);
    while (this.#cells.length < column) {
      this.#cells.push('');
      this.#numbers.push(false);
    }
    this.#numbers[column - 1] = number;
    this.#length += text.length;
    if (this.#length > this.limits.maxRowLength) this.#fault ??= { code: 'row-too-long', line: this.#line, cell: column };
    else this.#cells[column - 1] = text;
    if (fault) this.#fault ??= { code: fault, line: this.#line, cell: column };
  }

  #endRow(): void {
    if (this.#fault || this.#cells.some((cell) => cell.trim() !== '')) {
      this.#ready.push({ line: this.#line, cells: this.#cells, length: this.#length + this.#cells.length, numbers: this.#numbers, ...(this.#fault ? { fault: this.#fault } : {}) });
    }
  }
}

/** The number of a column, from 1, by the letters of a cell's address. */
export function columnNumber(address: string): number {
  let number = 0;
  for (const letter of address) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    number = number * 26 + value;
  }
  return number;
}
