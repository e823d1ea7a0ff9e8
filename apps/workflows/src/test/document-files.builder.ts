import { constants, crc32, deflateRawSync } from 'node:zlib';

export type Part = { name: string; content: string | Uint8Array; /** What the archive says the part has, where that is a lie. */ claims?: number };

/** A zip archive of some parts, so that a test can also make one that nobody would. */
export function archive(parts: readonly Part[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, content, claims } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const header = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, Buffer.from(name)]);
    local.push(header, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, place, Buffer.from(name)]));
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('504b0506', 'hex'), end]);
}

const main = 'application/vnd.openxmlformats-officedocument';
const types = (part: string, type: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="${part}" ContentType="${type}"/></Types>`;
const relations = (target: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`;

/** A Word document of some paragraphs; `body` in its place is WordprocessingML. */
export function docx(paragraphs: readonly string[], more: readonly Part[] = []): Buffer {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`).join('');
  return archive([
    { name: '[Content_Types].xml', content: types('/word/document.xml', `${main}.wordprocessingml.document.main+xml`) },
    { name: '_rels/.rels', content: relations('word/document.xml') },
    { name: 'word/document.xml', content: `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>` },
    ...more,
  ]);
}

/** A workbook of one sheet whose cells hold their texts. */
export function xlsx(cells: readonly string[]): Buffer {
  return archive([
    { name: '[Content_Types].xml', content: types('/xl/workbook.xml', `${main}.spreadsheetml.sheet.main+xml`) },
    { name: '_rels/.rels', content: relations('xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="Letture" sheetId="1"/></sheets></workbook>' },
    { name: 'xl/sharedStrings.xml', content: `<sst>${cells.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData><row>${cells.map((_, at) => `<c t="s"><v>${at}</v></c>`).join('')}</row></sheetData></worksheet>` },
  ]);
}

/** A PDF of one page with lines of text. */
export function pdf(...lines: string[]): Buffer {
  const text = lines.map((line, at) => `BT /F1 12 Tf 72 ${720 - at * 16} Td (${line.replaceAll(/[()\\]/g, '\\$&')}) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = Buffer.byteLength(body, 'latin1');
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}

/** A small PDF whose one packed stream comes to so many megabytes of nothing. `mark` is what its bytes begin behind. */
export function pdfBomb({ megabytes, mark, isHex = false }: { megabytes: number; mark: string; isHex?: boolean }): Buffer {
  const megabyte = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([Buffer.from('789c', 'hex'), ...Array.from({ length: megabytes }, () => megabyte), Buffer.from('0300', 'hex')]);
  const content = isHex ? Buffer.from(`${packed.toString('hex')}>`) : packed;
  const filter = isHex ? '[/ASCIIHexDecode /FlateDecode]' : '/FlateDecode';
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${content.length} >>\nstream${mark}`), content,
    Buffer.from('\nendstream\nendobj\n2 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Size 3 /Root 2 0 R >>\n%%EOF\n'),
  ]);
}

export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(64, 1), Buffer.from('ffd9', 'hex')]);
export const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016, 0)]);
export const signed = Buffer.concat([Buffer.from('3082010006092a864886f70d010702a081f2', 'hex'), Buffer.alloc(240, 2)]);
export const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?><FatturaElettronica versione="FPR12"><Numero>17</Numero></FatturaElettronica>');
