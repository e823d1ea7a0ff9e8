import type { XmlElement, XmlHandlers } from './read-xml.ts';
import { workbookFault } from './workbook.errors.ts';

/** Gathers the text of elements such as `<si>` and `<is>`: one run or several, all together no longer than is held, without the reading aids of Japanese. */
export class TextRuns implements XmlHandlers {
  #text = '';
  #inText = false;
  #aside = false;

  constructor(
    private readonly element: string,
    private readonly maxLength: number,
    private readonly done: (text: string) => void,
  ) {}

  open = ({ name }: XmlElement): void => {
    if (name === this.element) this.#text = '';
    if (name === 'rPh') this.#aside = true;
    if (name === 't') this.#inText = !this.#aside;
  };

  text = (text: string): void => {
    if (this.#inText) this.#text = joined(this.#text, text, this.maxLength);
  };

  close = (name: string): void => {
    if (name === 't') this.#inText = false;
    if (name === 'rPh') this.#aside = false;
    if (name === this.element) this.done(unescapeText(this.#text));
  };
}

/** A text that goes on. @throws FileFault where it becomes longer than is held in memory */
export function joined(text: string, more: string, maxLength: number): string {
  if (text.length + more.length > maxLength) throw workbookFault('unsafe-workbook', `it holds a text of more than ${maxLength} characters`);
  return text + more;
}

/** Characters that XML cannot hold are written as `_x000D_`, and an underline that would look so as `_x005F_`. What no text holds stays as it is written. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return character === '\0' || !character.isWellFormed() ? written : character;
  });
}
