import { getDocumentProxy } from 'unpdf';
import type { TextCollector } from './text-collector.ts';

const mostPages = 1000;

/** @throws EnoughText, and whatever the reader says of a broken file */
export async function readPdfText(bytes: Uint8Array, collector: TextCollector): Promise<void> {
  const document = await getDocumentProxy(bytes, { disableFontFace: true, useSystemFonts: false, stopAtErrors: false });
  for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
    const page = await document.getPage(number);
    for (const item of (await page.getTextContent()).items) if ('str' in item) collector.add(item.hasEOL ? `${item.str}\n` : `${item.str} `);
    collector.add('\n');
    page.cleanup();
  }
}
