import { TextDecoder } from 'node:util';
import { sniffEncoding } from '@kairos/service-kit/text-encoding';

/** Control characters, but tabs and what ends lines and pages. */
const foreign = /[^\P{Cc}\t\n\f\r]/u;
/** With which old programs end a file. */
const endOfFile = '\u001a';
const page = /^\s*<(!doctype\s+html|html|head|body|script|svg|\?xml)\b/i;

/** The text of bytes in the encoding that they are in; a character that is cut off at their end is left out. */
export function decodedText(bytes: Uint8Array): string {
  const { value } = sniffEncoding({ head: bytes, validUtf8: isUtf8SoFar(bytes) });
  return new TextDecoder(value).decode(bytes, { stream: true });
}

/** Whether the beginning of a file is plain text, and no page for a browser. */
export function isPlainText(head: Uint8Array): boolean {
  const text = decodedText(head).replaceAll(endOfFile, '');
  return text.trim() !== '' && !foreign.test(text) && !page.test(text);
}

function isUtf8SoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
