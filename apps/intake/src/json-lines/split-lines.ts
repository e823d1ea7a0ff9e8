/** A line of text; `tooLong` where it was skipped because of its length. */
export type TextLine = { line: number; text: string; tooLong: boolean };

/** Splits text that arrives in pieces into lines, holding no more of one than is read. */
export class LineSplitter {
  #rest = '';
  #line = 0;
  #skipping = false;

  constructor(private readonly maxLength: number) {}

  push(text: string): TextLine[] {
    const pieces = (this.#rest + text).split('\n');
    this.#rest = pieces.pop() ?? '';
    const lines = pieces.map((piece) => this.#place(piece));
    if (this.#rest.length > this.maxLength) {
      this.#rest = '';
      this.#skipping = true;
    }
    return lines;
  }

  end(): TextLine[] {
    return this.#rest === '' && !this.#skipping ? [] : [this.#place(this.#rest)];
  }

  #place(piece: string): TextLine {
    this.#line += 1;
    const tooLong = this.#skipping || piece.length > this.maxLength;
    this.#skipping = false;
    return { line: this.#line, text: tooLong ? '' : piece.endsWith('\r') ? piece.slice(0, -1) : piece, tooLong };
  }
}
