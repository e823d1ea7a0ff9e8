import { gzipSync } from 'node:zlib';
import { archive, compound, docx, jpeg, pdf, png, signed, xlsx, xml } from './document-files.builder.ts';

/** `stored` as what name and kind; or the code of the refusal. `address` stands in the query as it is. */
export type HostileDocument = { what: string; fileName: string; content?: Buffer; address?: string } & ({ stored: string; kind?: string } | { refused: string });

const good = pdf('Concessione di derivazione');
const page = '<script>alert(1)</script>';

const names: HostileDocument[] = [
  { what: 'climbs out', fileName: '../../etc/passwd.pdf', stored: 'passwd.pdf' },
  { what: 'climbs out in Windows', fileName: '..\\..\\Windows\\System32\\drivers.pdf', stored: 'drivers.pdf' },
  { what: 'climbs out in both', fileName: '..\\../..\\x.pdf', stored: 'x.pdf' },
  { what: 'is a path', fileName: '/etc/cron.d/job.pdf', stored: 'job.pdf' },
  { what: 'is a path of a drive', fileName: 'C:\\autoexec.pdf', stored: 'autoexec.pdf' },
  { what: 'is a share', fileName: '\\\\host\\share\\a.pdf', stored: 'a.pdf' },
  { what: 'names another stream of a file', fileName: 'a.pdf:evil.exe', stored: 'a.pdf_evil.exe' },
  { what: 'ends in dots that climb', fileName: 'a/..', stored: 'a' },
  { what: 'is two dots', fileName: '..', stored: 'document' },
  { what: 'is a dot', fileName: '.', stored: 'document' },
  { what: 'is slashes', fileName: '////', stored: 'document' },
  { what: 'is hidden', fileName: '.htaccess.pdf', stored: 'htaccess.pdf' },
  { what: 'holds a NUL', fileName: 'a.pdf\u0000.exe', refused: 'nul-character' },
  { what: 'begins with a NUL', fileName: '\u0000a.pdf', refused: 'nul-character' },
  { what: 'holds a line break that would be a header', fileName: 'a\r\nSet-Cookie: x=1.pdf', stored: 'aSet-Cookie_ x=1.pdf' },
  { what: 'holds an escape sequence', fileName: 'a\u001b[2Jb.pdf', stored: 'a[2Jb.pdf' },
  { what: 'holds a deletion', fileName: 'a\u007f\u0085b.pdf', stored: 'ab.pdf' },
  { what: 'turns the direction of its ending', fileName: 'contratto\u202efdp.exe', stored: 'contrattofdp.exe' },
  { what: 'isolates a direction', fileName: '\u2066a\u2069\u200f.pdf', stored: 'a.pdf' },
  { what: 'holds characters without width', fileName: 'a\u200b\u200d\ufeff\u2060.pdf', stored: 'a.pdf' },
  { what: 'holds line separators of Unicode', fileName: 'a\u2028b\u2029.pdf', stored: 'ab.pdf' },
  { what: 'has 300 characters', fileName: `${'a'.repeat(300)}.pdf`, stored: `${'a'.repeat(196)}.pdf` },
  { what: 'has 300 characters of four bytes', fileName: `${'😀'.repeat(300)}.pdf`, stored: `${'😀'.repeat(49)}.pdf` },
  { what: 'is one letter under 500 accents', fileName: `e${'\u0301'.repeat(500)}.pdf`, stored: 'document.pdf' },
  { what: 'is longer than any name', fileName: 'a'.repeat(2001), refused: 'invalid-request' },
  { what: 'is nothing', fileName: '', refused: 'invalid-request' },
  { what: 'is blanks', fileName: '   ', stored: 'document' },
  { what: 'is a device', fileName: 'CON', stored: '_CON' },
  { what: 'is a device with an ending', fileName: 'nul.pdf', stored: '_nul.pdf' },
  { what: 'is a port', fileName: 'COM1.tar.pdf', stored: '_COM1.tar.pdf' },
  { what: 'is a port by a raised digit', fileName: 'LPT².pdf', stored: '_LPT².pdf' },
  { what: 'ends in blanks and dots', fileName: 'a.pdf. . .', stored: 'a.pdf' },
  { what: 'holds what Windows reserves', fileName: 'a<b>c"d|e?f*g.pdf', stored: 'a_b_c_d_e_f_g.pdf' },
  { what: 'would end a header’s quotes', fileName: 'a"; filename="evil.exe', stored: 'a_; filename=_evil.exe' },
  { what: 'is markup', fileName: '<img src=x onerror=alert(1)>.pdf', stored: '_img src=x onerror=alert(1)_.pdf' },
  { what: 'is a command', fileName: '$(rm -rf ~);`id`.pdf', stored: '$(rm -rf ~);`id`.pdf' },
  { what: 'is an option of a program', fileName: '--delete.pdf', stored: '--delete.pdf' },
  { what: 'is a formula of a sheet', fileName: '=cmd|calc.pdf', stored: '=cmd_calc.pdf' },
  { what: 'is encoded twice', fileName: '%2e%2e%2fa.pdf', stored: '%2e%2e%2fa.pdf' },
  { what: 'is written in decomposed letters', fileName: 'citta\u0300.pdf', stored: 'città.pdf' },
  { what: 'holds half a pair', fileName: 'a\ud800.pdf', address: 'a%ED%A0%80.pdf', stored: 'a%ED%A0%80.pdf' },
  { what: 'is no UTF-8', fileName: 'a', address: 'a%ff%fe.pdf', stored: 'a%ff%fe.pdf' },
  { what: 'is an object of the language', fileName: '__proto__', stored: '__proto__' },
];

const files: HostileDocument[] = [
  { what: 'is empty', fileName: 'a.pdf', content: Buffer.alloc(0), refused: 'document-empty' },
  { what: 'is a page for a browser', fileName: 'a.pdf', content: Buffer.from(`<!doctype html>${page}`), refused: 'document-type-not-allowed' },
  { what: 'is a page that calls itself XML', fileName: 'a.xml', content: Buffer.from(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${page}</html>`), refused: 'document-type-not-allowed' },
  { what: 'is a picture with a program', fileName: 'a.xml', content: Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${page}</svg>`), refused: 'document-type-not-allowed' },
  { what: 'is a program of Windows', fileName: 'a.pdf', content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 1)]), refused: 'document-type-not-allowed' },
  { what: 'is a program of Linux', fileName: 'a.docx', content: Buffer.concat([Buffer.from('7f454c460201', 'hex'), Buffer.alloc(600)]), refused: 'document-type-not-allowed' },
  { what: 'is a script', fileName: 'a.pdf', content: Buffer.from('#!/bin/sh\nid\n'), refused: 'document-type-not-allowed' },
  { what: 'is plain text', fileName: 'a.doc', content: Buffer.from('nothing but words'), refused: 'document-type-not-allowed' },
  { what: 'is an archive that calls itself a document', fileName: 'a.docx', content: archive([{ name: '../../evil', content: 'x' }]), refused: 'document-type-not-allowed' },
  { what: 'is a document with macros', fileName: 'a.docx', content: archive([{ name: '[Content_Types].xml', content: '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>' }, { name: 'word/document.xml', content: '<w/>' }]), refused: 'document-type-not-allowed' },
  { what: 'is packed', fileName: 'a.pdf', content: gzipSync(good), refused: 'document-type-not-allowed' },
  { what: 'is an installer in a compound file', fileName: 'a.msi', content: compound, refused: 'document-type-not-allowed' },
  { what: 'is a picture called a document', fileName: 'contratto.pdf', content: png, stored: 'contratto.pdf', kind: 'png' },
  { what: 'is a document called a program', fileName: 'a.exe', content: good, stored: 'a.exe', kind: 'pdf' },
  { what: 'refers to what lies outside', fileName: 'a.xml', content: Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), stored: 'a.xml', kind: 'xml' },
  { what: 'unpacks to a thousand times its size', fileName: 'a.docx', content: docx(['a'], [{ name: 'word/bomb.xml', content: Buffer.alloc(20_000_000) }]), stored: 'a.docx', kind: 'docx' },
  { what: 'is cut off', fileName: 'a.pdf', content: good.subarray(0, 40), stored: 'a.pdf', kind: 'pdf' },
];

export const hostileDocuments: readonly HostileDocument[] = [...names, ...files];

/** One of every kind that is taken. */
export const everyKind: Record<string, Buffer> = { pdf: good, docx: docx(['Relazione tecnica']), xlsx: xlsx(['Lettura']), doc: compound, xls: compound, png, jpg: jpeg, xml, p7m: signed, csv: Buffer.from('POD;Comune\n'), txt: Buffer.from('BMS: verbale') };
