import { afterAll, describe, expect, it } from '@jest/globals';
import type { DocumentFileType } from '@kairos/contracts';
import { archive, docx, pdf, png, xlsx, xml } from '../test/document-files.builder.ts';
import { signedByOpenssl, signedFile } from '../test/signed-files.builder.ts';
import { TextExtractor } from './text-extractor.ts';

const extractor = new TextExtractor(15_000);
afterAll(() => extractor.end());
const content = (fileType: DocumentFileType, bytes: Uint8Array) => extractor.extract({ fileType, bytes });
const contentTypes = (main: string) => `<Types><Override PartName="/${main}" ContentType="x"/></Types>`;

describe('the text of a file', () => {
  it.each([
    ['pdf', pdf('Autorizzazione unica', 'Regione Puglia'), 'Autorizzazione unica\nRegione Puglia'],
    ['docx', docx(['Relazione tecnica', 'Foglio 12']), 'Relazione tecnica\nFoglio 12'],
    ['xlsx', xlsx(['Lettura', 'Contatore']), 'Lettura\nContatore'],
    ['xml', xml, '17'],
    ['xml', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>citt\u00e0</a>', 'latin1'), 'città'],
    ['xml', Buffer.from('\ufeff<a>citt\u00e0</a>', 'utf16le'), 'città'],
    ['csv', Buffer.from('POD;Comune\r\nIT001E12345678;Forl\u00ec\r\n', 'latin1'), 'POD;Comune\nIT001E12345678;Forlì'],
    ['txt', Buffer.from('\ufeffVerbale di sopralluogo', 'utf16le'), 'Verbale di sopralluogo'],
    ['p7m', signedFile(pdf('Autorizzazione unica')), 'Autorizzazione unica'],
    ['p7m', signedFile(docx(['Relazione tecnica']), 100), 'Relazione tecnica'],
    ['p7m', signedFile(signedFile(signedFile(xml)), 7), '17'],
    ['p7m', signedFile(Buffer.from('Si attesta che')), 'Si attesta che'],
    ['p7m', signedByOpenssl, 'Concessione 17'],
  ] as const)('of a %s is what people read in it', async (fileType, bytes, text) => {
    expect(await content(fileType, bytes)).toEqual({ content: text, fault: null });
  });

  it('ends after two hundred thousand characters', async () => {
    const { content: text, fault } = await content('docx', docx(['energia '.repeat(100_000)]));
    expect([text.length, fault]).toEqual([200_000, null]);
  });

  it.each([
    ['holds signatures alone', signedFile(null), 'it holds signatures alone'],
    ['holds a picture', signedFile(png), 'no text is taken out of png'],
    ['holds a program', signedFile(Buffer.from('7f454c460201', 'hex')), 'what was signed is no kind of document'],
  ])('is none of a signed one that %s', async (_, bytes, unread) => {
    expect(await content('p7m', bytes)).toEqual({ content: '', fault: null, unread });
  });

  it.each([
    ['is no PDF', 'pdf', Buffer.from('%PDF-1.7\nnothing else'), 'it is broken, or locked by a password'],
    ['is cut off', 'docx', docx(['a']).subarray(0, 200), 'it is broken, or locked by a password'],
    ['unpacks to a gigabyte', 'docx', archive([{ name: 'word/document.xml', content: Buffer.concat([Buffer.from('<a>'), Buffer.alloc(100_000_000, ' ')]) }]), 'it unpacks to more than is read'],
    ['lies about its size', 'docx', archive([{ name: 'word/document.xml', content: `<t>${'a'.repeat(10_000)}</t>`, claims: 10 }]), 'it is broken, or locked by a password'],
    ['multiplies entities', 'xml', Buffer.from('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'), 'it is broken, or locked by a password'],
    ['asks for a file', 'xml', Buffer.from('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'), 'it is broken, or locked by a password'],
    ['is signed and cut off', 'p7m', signedFile(pdf('a')).subarray(0, 300), 'it is broken, or locked by a password'],
    ['is signed over and over', 'p7m', Array.from({ length: 9 }).reduce<Buffer>((inner) => signedFile(inner), xml), 'it unpacks to more than is read'],
    ['is signed and unpacks to a gigabyte', 'p7m', signedFile(archive([{ name: '[Content_Types].xml', content: contentTypes('word/document.xml').replace('"x"', '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"') }, { name: 'word/document.xml', content: Buffer.concat([Buffer.from('<a>'), Buffer.alloc(100_000_000, ' ')]) }])), 'it unpacks to more than is read'],
    ['has thousands of parts', 'xlsx', archive(Array.from({ length: 6000 }, (_, at) => ({ name: `xl/x${at}.xml`, content: contentTypes('x') }))), 'it unpacks to more than is read'],
  ] as const)('of one that %s is told as a fault', async (_, fileType, bytes, fault) => {
    expect((await content(fileType, bytes)).fault).toBe(fault);
    expect((await content('xml', xml)).content).toBe('17');
  });

  it('of one that holds its reader up, or eats memory, ends with the process that reads it', async () => {
    const deep = Buffer.from('<a>'.repeat(30_000_000));
    const hurried = new TextExtractor(1500);
    const slow = await hurried.extract({ fileType: 'xml', bytes: deep });
    expect(slow).toMatchObject({ content: '', fault: expect.stringMatching(/^it takes too (long|much memory)$/) as unknown });
    expect(await hurried.extract({ fileType: 'xml', bytes: xml })).toEqual({ content: '17', fault: null });
    hurried.end();
  }, 30_000);
});
