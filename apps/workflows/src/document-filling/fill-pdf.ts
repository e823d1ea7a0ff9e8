import { PDFDocument, PDFTextField, StandardFonts } from '@cantoo/pdf-lib';
import { demandBoundedPdf } from './bounded-template.ts';
import { variableName } from './fill-docx.ts';
import { malformed, TemplateFault } from './template-fault.ts';

/** Spaces that a font of forms has no letter for, though it has the space. */
const otherSpaces = /[\u00a0\u2007\u2009\u202f]/g;
/** What ends a line or stands between words is drawn by its place. */
const layout = new Set('\n\r\t');

/**
 * Puts text in the form fields of a PDF that are named like variables, `plant.code`. Other fields stay as they are.
 *
 * @throws TemplateFault also for text with a letter that forms are not drawn with: what is printed says what the field holds, or there is no document
 */
export async function fillPdf(bytes: Buffer, textOf: (name: string) => string): Promise<{ bytes: Buffer; variables: string[] }> {
  demandBoundedPdf(bytes);
  const pdf = await opened(bytes);
  const fields = pdf.getForm().getFields().filter((field) => field instanceof PDFTextField && variableName.test(field.getName())) as PDFTextField[];
  const letters = fields.length === 0 ? new Set<number>() : await drawableLetters();
  for (const field of fields) {
    const text = textOf(field.getName()).normalize('NFC').replaceAll(otherSpaces, ' ');
    const stranger = [...text].find((letter) => !layout.has(letter) && !letters.has(letter.codePointAt(0) ?? 0));
    if (stranger !== undefined) throw notDrawable(field.getName(), stranger);
    const most = field.getMaxLength();
    if (most !== undefined && text.length > most) throw malformed(`The field ${field.getName()} takes ${most} characters, and the value has ${text.length}.`);
    field.setText(text);
  }
  return { bytes: fields.length === 0 ? bytes : Buffer.from(await pdf.save()), variables: fields.map((field) => field.getName()) };
}

/** The letters of the font that every reader of forms has: those of Western Europe. */
async function drawableLetters(): Promise<Set<number>> {
  return new Set((await PDFDocument.create()).embedStandardFont(StandardFonts.Helvetica).getCharacterSet());
}

function notDrawable(variable: string, letter: string): TemplateFault {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new TemplateFault({ kind: 'not-drawable', variable, detail: `The field ${variable} would hold "${letter}" (U+${code}), which the font of PDF forms has no letter for. A DOCX takes every letter.` });
}

async function opened(bytes: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch {
    throw malformed('The PDF cannot be opened: it is damaged or encrypted.');
  }
}
