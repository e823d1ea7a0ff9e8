import { describe, expect, it } from '@jest/globals';
import { decodedText, isPlainText } from './plain-text.calc.ts';

const words = 'Potenza;città\n12,5;Forlì\n';

describe('plain text', () => {
  it.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${words}`)],
    ['UTF-16', Buffer.from(`\ufeff${words}`, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${words}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le')],
    ['Windows-1252', Buffer.from(words, 'latin1')],
  ])('is read as what it is in %s', (_, bytes) => {
    expect([decodedText(bytes), isPlainText(bytes)]).toEqual([words, true]);
  });

  it('may be cut off within a letter', () => {
    expect(decodedText(Buffer.from('città').subarray(0, 5))).toBe('citt');
  });

  it('may end as files of old programs do', () => {
    expect(isPlainText(Buffer.from('a;b\r\n\u001a'))).toBe(true);
  });

  it.each([
    ['nothing but blanks', ' \n\t'],
    ['a program', '\u007fELF\u0002'],
    ['NULs', 'a\u0000b'],
    ['an escape sequence', 'a\u001b[2J'],
    ['a page for a browser', ' <!DOCTYPE  html><p>'],
    ['a script', '<script>alert(1)</script>'],
  ])('is not what is %s', (_, text) => {
    expect(isPlainText(Buffer.from(text))).toBe(false);
  });
});
