import { SaxesParser } from 'saxes';
import type { TextCollector } from './text-collector.ts';

/** Which elements hold text, and which end a line; all hold it where none is named. */
export type TextElements = { holding?: ReadonlySet<string>; ending?: ReadonlySet<string> };

/** A reader of XML that keeps its text. It resolves no entity but the five of XML and goes nowhere for one. */
export function xmlTextReader(collector: TextCollector, { holding, ending }: TextElements = {}): { write: (piece: string) => void; close: () => void } {
  const parser = new SaxesParser({ xmlns: true });
  const open: boolean[] = [];
  parser.on('opentag', ({ local, isSelfClosing }) => {
    if (!isSelfClosing) open.push(!holding || holding.has(local));
  });
  parser.on('closetag', ({ local, isSelfClosing }) => {
    if (!isSelfClosing) open.pop();
    if (!ending || ending.has(local)) collector.add('\n');
  });
  const keep = (text: string) => {
    if (open.at(-1) && text.trim() !== '') collector.add(text);
  };
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('error', (error) => {
    throw error;
  });
  return { write: (piece) => void parser.write(piece), close: () => void parser.close() };
}

/** The text of an XML file in the encoding that it says. @throws EnoughText, and an error for what is not well-formed */
export function readXmlText(bytes: Uint8Array, collector: TextCollector): void {
  const reader = xmlTextReader(collector);
  reader.write(new TextDecoder(encodingOf(bytes)).decode(bytes));
  reader.close();
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const [, named] = /^(?:\ufeff)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ?? [];
  return named !== undefined && /^(iso-8859-\d+|windows-125\d|us-ascii|utf-8)$/i.test(named) ? named : 'utf-8';
}
