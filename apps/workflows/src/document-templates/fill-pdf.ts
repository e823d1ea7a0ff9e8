import { PDFDocument, PDFTextField } from '@cantoo/pdf-lib';
import { demandBoundedPdf } from './bounded-template.ts';
import { TemplateIsMalformed } from './document-templates.errors.ts';
import { variableName } from './fill-docx.ts';

/** Puts text in the form fields of a PDF that are named like variables, `plant.code`. Other fields stay as they are. */
export async function fillPdf(bytes: Buffer, textOf: (name: string) => string): Promise<{ bytes: Buffer; variables: string[] }> {
  demandBoundedPdf(bytes);
  const pdf = await opened(bytes);
  const fields = pdf.getForm().getFields().filter((field) => field instanceof PDFTextField && variableName.test(field.getName())) as PDFTextField[];
  for (const field of fields) {
    const text = textOf(field.getName());
    const most = field.getMaxLength();
    if (most !== undefined && text.length > most) throw new TemplateIsMalformed(`The field ${field.getName()} takes ${most} characters, and the value has ${text.length}.`);
    field.setText(text);
  }
  return { bytes: fields.length === 0 ? bytes : Buffer.from(await pdf.save()), variables: fields.map((field) => field.getName()) };
}

async function opened(bytes: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch {
    throw new TemplateIsMalformed('The PDF cannot be opened: it is damaged or encrypted.');
  }
}
