import { describe, expect, it } from '@jest/globals';
import { isAmbiguousPath, isWithin } from './outbound-path.calc.ts';

const at = (path: string) => `https://api.example.com${path}`;

describe('the path of an address', () => {
  it.each([['', '/ours'], ['/', '/ours'], ['/ours', '/ours'], ['/ours/', '/ours'], ['/ours', '/ours/v2'], ['/ours', '/o%75rs/v2'], ['/o%75rs', '/ours'], ['/a%20b', '/a%20b/c'], ['/caff%c3%a8', '/caff%C3%A8']])('%s holds %s', (outer, inner) => expect(isWithin(at(outer), at(inner))).toBe(true));

  it.each([['/ours', ''], ['/ours', '/theirs'], ['/ours', '/ourselves'], ['/ours', '/ours/../theirs'], ['/ours', '/ours/%2e%2e/theirs'], ['/ours', '/ours/.%2E/theirs'], ['/ours', '/Ours'], ['/ours', '//ours'], ['/ours/v1', '/ours']])('%s does not hold %s', (outer, inner) => expect(isWithin(at(outer), at(inner))).toBe(false));

  it.each(['/ours%2ftheirs', '/ours/%2F', '/ours%5c..%5ctheirs', '/ours/%252e%252e/theirs', '/ours/..%252ftheirs', '/ours/%25252e%25252e', '/ours/..;/theirs', '/ours/..;x=1/theirs', '/ours/.;/a', '/ours/%2e%2e%3b/theirs', '/ours/%252e%252e;/x', '/%ff', '/%2525252525'])(
    '%s is one that servers may read differently', (path) => expect(isAmbiguousPath(at(path))).toBe(true));

  it.each(['', '/', '/ours/v1', '/a%20b', '/caff%C3%A8', '/v1;x=1', '/...', '/a..b', '/%7Eme', '/50%25'])('%s is one that all read alike', (path) => expect(isAmbiguousPath(at(path))).toBe(false));
});
