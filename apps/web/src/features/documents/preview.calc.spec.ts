import { expect, it } from '@jest/globals';
import { isReally, previewOf } from './preview.calc.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it.each(['image/svg+xml', 'text/html', 'application/xhtml+xml', 'application/xml', 'text/plain', 'toString', ''])('shows no %s', (mediaType) => expect(previewOf(mediaType)).toBeUndefined());

it('shows pages and pictures, once their bytes are that', () => {
  expect(['application/pdf', 'image/png', 'image/jpeg'].map(previewOf)).toEqual(['application/pdf', 'image/png', 'image/jpeg']);
  expect(isReally('application/pdf', bytes('%PDF-1.7\n'))).toBe(true);
  expect(isReally('image/png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe(true);
  expect(isReally('image/jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe(true);
});

it.each(['<svg onload="alert(1)">', '<!doctype html><script>alert(1)</script>', ''])('takes %j for none of them', (text) => {
  for (const preview of ['application/pdf', 'image/png', 'image/jpeg'] as const) expect(isReally(preview, bytes(text))).toBe(false);
});
