import { randomBytes } from 'node:crypto';

const stream = (content: Buffer): Buffer => Buffer.concat([Buffer.from(`<< /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]);

/** A sheet with a line on it that any viewer opens, and bytes that nobody else has. The viewer of a file that it cannot open takes the focus from the page. */
export function pdf(bytes = 400, line = 'Verbale'): Buffer {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} >> >> /Contents 4 0 R >>`),
    stream(Buffer.from(`BT /F1 24 Tf 72 720 Td (${line}) Tj ET`)),
    stream(randomBytes(bytes)),
  ].map((object, at) => Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
  const head = Buffer.from('%PDF-1.7\n');
  const offsets = objects.map((_, at) => objects.slice(0, at).reduce((sum, { length }) => sum + length, head.length));
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = objects.reduce((sum, { length }) => sum + length, head.length);
  const tail = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.concat([head, ...objects, Buffer.from(tail)]);
}
