import { PDFDocument, StandardFonts, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';
import { CharacterNotPrintable } from '../document-templates/document-templates.errors.ts';
import type { WrittenBlock } from './letter.calc.ts';

// A4 in points, with margins of 2.5 cm at the sides and 1.7 cm above and below.
const [pageWidth, pageHeight, margin, foot] = [595.28, 841.89, 71, 48];
const width = pageWidth - 2 * margin;
const [size, lineHeight] = [10, 13.5];
const [addresseeIndent, labelWidth] = [241, 150];
const [ink, rule] = [rgb(0.1, 0.12, 0.15), rgb(0.72, 0.75, 0.78)];

/** A letter as a PDF. @throws CharacterNotPrintable for what its fonts lack */
export async function letterPdf(blocks: readonly WrittenBlock[], title: string): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(title);
  pdf.setLanguage('it-IT');
  const sheet = new Sheet(pdf, await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold));
  blocks.forEach((block, at) => {
    // Nobody signs an empty page: the last words go with the signature.
    if (blocks[at + 1]?.kind === 'signature') sheet.demandRoom(7.5 * lineHeight);
    writeBlock(sheet, block);
  });
  sheet.numberPages();
  return Buffer.from(await pdf.save());
}

function writeBlock(sheet: Sheet, block: WrittenBlock): void {
  switch (block.kind) {
    case 'sender': block.lines.forEach((line, at) => sheet.write(line, { bold: at === 0 })); return sheet.skip(14);
    case 'addressee': block.lines.forEach((line) => sheet.write(line, { indent: addresseeIndent })); return sheet.skip(14);
    case 'date': sheet.write(block.text, { right: true }); return sheet.skip(10);
    case 'subject': sheet.write(`Oggetto: ${block.text}`, { bold: true }); return sheet.skip(8);
    case 'text': sheet.skip(6); sheet.write(block.text, {}); return sheet.skip(4);
    case 'facts': sheet.heading(block.title); block.rows.forEach(({ label, text }) => sheet.row(label, text)); return;
    case 'list': sheet.heading(block.title); block.items.forEach((item, at) => sheet.write(`${at + 1}. ${item}`, { indent: 12 })); return;
    case 'signature': sheet.demandRoom(lineHeight * block.lines.length + 46); sheet.skip(20); block.lines.forEach((line) => sheet.write(line, { indent: addresseeIndent })); sheet.skip(26); sheet.line(addresseeIndent); return;
  }
}

/** Where the next line goes, page after page. */
class Sheet {
  private page: PDFPage;
  private y = pageHeight - foot;

  constructor(
    private readonly pdf: PDFDocument,
    private readonly plain: PDFFont,
    private readonly strong: PDFFont,
  ) {
    this.page = pdf.addPage([pageWidth, pageHeight]);
  }

  skip(points: number): void {
    this.y -= points;
  }

  demandRoom(points: number): void {
    if (this.y - points >= foot) return;
    this.page = this.pdf.addPage([pageWidth, pageHeight]);
    this.y = pageHeight - foot;
  }

  heading(title: string): void {
    // A title does not stand alone at the foot of a page.
    this.demandRoom(3.5 * lineHeight);
    this.skip(10);
    this.write(title, { bold: true });
    this.skip(3);
  }

  row(label: string, text: string): void {
    const [labels, texts] = [this.wrapped(label, this.plain, labelWidth - 8), this.wrapped(text, this.strong, width - labelWidth)];
    const height = Math.max(labels.length, texts.length) * lineHeight + 4;
    this.demandRoom(height);
    this.line(0);
    const top = this.y;
    for (const [lines, font, x] of [[labels, this.plain, 0], [texts, this.strong, labelWidth]] as const) {
      lines.forEach((line, at) => this.page.drawText(line, { x: margin + x, y: top - 12 - at * lineHeight, size, font, color: ink }));
    }
    this.y = top - height;
  }

  line(from: number): void {
    this.page.drawLine({ start: { x: margin + from, y: this.y }, end: { x: margin + width, y: this.y }, thickness: 0.5, color: rule });
  }

  write(text: string, { bold = false, indent = 0, right = false }: { bold?: boolean; indent?: number; right?: boolean }): void {
    const font = bold ? this.strong : this.plain;
    for (const line of this.wrapped(text, font, width - indent)) {
      this.demandRoom(lineHeight);
      this.page.drawText(line, { x: right ? margin + width - font.widthOfTextAtSize(line, size) : margin + indent, y: this.y - 11, size, font, color: ink });
      this.y -= lineHeight;
    }
  }

  numberPages(): void {
    const pages = this.pdf.getPages();
    if (pages.length > 1) pages.forEach((page, at) => page.drawText(`${at + 1} / ${pages.length}`, { x: margin + width - 22, y: foot / 2, size: 8, font: this.plain, color: ink }));
  }

  /** Words in lines of a width; a word that is longer goes on in the next. */
  private wrapped(text: string, font: PDFFont, most: number): string[] {
    const lines: string[] = [];
    for (const part of printable(text, font).split('\n')) {
      let line = '';
      for (const word of part.split(' ').flatMap((long) => pieces(long, font, most))) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && font.widthOfTextAtSize(longer, size) > most) lines.push(line);
        line = line !== '' && font.widthOfTextAtSize(longer, size) > most ? word : longer;
      }
      lines.push(line);
    }
    return lines;
  }
}

function pieces(word: string, font: PDFFont, most: number): string[] {
  if (font.widthOfTextAtSize(word, size) <= most) return [word];
  const found: string[] = [''];
  for (const character of word) {
    const longer = (found.at(-1) ?? '') + character;
    if (font.widthOfTextAtSize(longer, size) > most) found.push(character);
    else found[found.length - 1] = longer;
  }
  return found;
}

/** The text as its font can write it: composed, and with spaces in the place of tabs. */
function printable(text: string, font: PDFFont): string {
  const composed = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(/[\t\u00a0]/g, ' ');
  const known = new Set(font.getCharacterSet());
  for (const character of composed) if (character !== '\n' && !known.has(character.codePointAt(0) as number)) throw new CharacterNotPrintable(character);
  return composed;
}
