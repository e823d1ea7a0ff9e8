import { expect, it } from '@jest/globals';
import { localPath } from './return-to.calc.ts';

it.each(['/', '/plants', '/plants?status=In%20Operation&x=//evil.example', '/a/b#c', '/@evil.example', '/:80/x'])('a path of this installation is one to return to: %s', (path) => {
  expect(localPath(path)).toBe(path);
});

it.each([
  'https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '///evil.example', 'evil.example', 'javascript:alert(1)', '',
  ' /x', '/.//evil.example', '/x/..//evil.example', '/é', '/a\\b', '/a b', '/\u0000',
])('anything else is none: %j', (path) => {
  expect(localPath(path)).toBeUndefined();
});
