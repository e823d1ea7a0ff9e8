import type { Quote, SniffResult } from '@kairos/contracts';

/** The character around cells that hold delimiters. An apostrophe counts only where it stands around whole cells and no double quote does. */
export function sniffQuote(text: string): SniffResult['quote'] {
  const [double, single] = [wrapped(text, '"'), wrapped(text, "'")];
  if (double > 0) return { value: '"', confidence: 1, reason: `${double} cells stand in double quotes` };
  if (single > 1) return { value: "'", confidence: 0.8, reason: `${single} cells stand in single quotes, none in double ones` };
  return { value: '"', confidence: 0.5, reason: 'no cell is quoted' };
}

function wrapped(text: string, quote: Quote): number {
  const cell = new RegExp(`(?<=^|[,;\\t|\\r\\n])${quote}[^${quote}\\r\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, 'g');
  return text.match(cell)?.length ?? 0;
}
