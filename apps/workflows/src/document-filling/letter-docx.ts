import PizZip from 'pizzip';
import type { WrittenBlock } from './letter.calc.ts';

const main = 'application/vnd.openxmlformats-officedocument';
const parts = {
  '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}.wordprocessingml.document.main+xml"/></Types>`,
  '_rels/.rels': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
};
// A4 with margins of 2.5 cm, in twentieths of a point.
const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';
const [labelWidth, textWidth, addresseeIndent] = [3000, 6070, 4820];
const grid = ['top', 'bottom', 'insideH'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="B8C0C8"/>`).join('');

type Look = { bold?: boolean; after?: number; before?: number; indent?: number; align?: 'right' | 'both'; keepNext?: boolean };

/** A letter as a Word document. */
export function letterDocx(blocks: readonly WrittenBlock[]): Buffer {
  const zip = new PizZip();
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  const body = blocks.map(blockXml).join('');
  zip.file('word/document.xml', `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}${page}</w:body></w:document>`);
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}

function blockXml(block: WrittenBlock): string {
  switch (block.kind) {
    case 'sender': return block.lines.map((line, at) => paragraph(line, { bold: at === 0, after: at === block.lines.length - 1 ? 360 : 0 })).join('');
    case 'addressee': return block.lines.map((line, at) => paragraph(line, { indent: addresseeIndent, after: at === block.lines.length - 1 ? 360 : 0 })).join('');
    case 'date': return paragraph(block.text, { align: 'right', after: 240 });
    case 'subject': return paragraph(`Oggetto: ${block.text}`, { bold: true, after: 240 });
    case 'text': return paragraph(block.text, { align: 'both', before: 200, after: 120 });
    case 'facts': return `${heading(block.title)}<w:tbl><w:tblPr><w:tblW w:w="${labelWidth + textWidth}" w:type="dxa"/><w:tblBorders>${grid}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>${block.rows.map(row).join('')}</w:tbl>`;
    case 'list': return heading(block.title) + block.items.map((item, at) => paragraph(`${at + 1}. ${item}`, { indent: 284 })).join('');
    case 'signature': return block.lines.map((line, at) => paragraph(line, { indent: addresseeIndent, before: at === 0 ? 480 : 0, keepNext: true })).join('') + paragraph('_'.repeat(32), { indent: addresseeIndent, before: 480 });
  }
}

function heading(title: string): string {
  return paragraph(title, { bold: true, before: 240, after: 80, keepNext: true });
}

function row({ label, text }: { label: string; text: string }): string {
  const cell = (width: number, content: string) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
  return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cell(labelWidth, paragraph(label, { before: 30, after: 30 }))}${cell(textWidth, paragraph(text, { bold: true, before: 30, after: 30 }))}</w:tr>`;
}

function paragraph(text: string, { bold = false, after = 0, before = 0, indent = 0, align, keepNext = false }: Look): string {
  const look = `<w:pPr>${keepNext ? '<w:keepNext/>' : ''}<w:spacing w:before="${before}" w:after="${after}"/>${indent > 0 ? `<w:ind w:left="${indent}"/>` : ''}${align ? `<w:jc w:val="${align}"/>` : ''}</w:pPr>`;
  const font = `<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>${bold ? '<w:b/>' : ''}<w:sz w:val="20"/><w:lang w:val="it-IT"/></w:rPr>`;
  return `<w:p>${look}<w:r>${font}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

function escaped(text: string): string {
  // Word takes no control characters, whatever they are written as.
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
