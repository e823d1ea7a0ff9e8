import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AccessClaims } from './claims.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const endingIn = (seconds: number): AccessClaims => ({ sub: randomUUID(), tid: randomUUID(), mid: randomUUID(), sid: randomUUID(), azv: 1, exp: Math.floor(Date.now() / 1000) + seconds });

describe('a token that was verified', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is known by every character of it', () => {
    const tokens = new VerifiedTokens({ generation: 1 });
    const claims = endingIn(600);
    tokens.find('a.b.c');
    tokens.add('a.b.c', claims);
    expect(tokens.find('a.b.c')).toBe(claims);
    expect(tokens.find('a.b.d')).toBeUndefined();
  });

  it('is unknown from the second it expires', () => {
    const tokens = new VerifiedTokens({ generation: 0 });
    tokens.add('a.b.c', endingIn(2));
    jest.advanceTimersByTime(1000);
    expect(tokens.find('a.b.c')).toBeDefined();
    jest.advanceTimersByTime(1000);
    expect(tokens.find('a.b.c')).toBeUndefined();
  });

  it('is verified again once the keys have changed', () => {
    const keys = { generation: 0 };
    const tokens = new VerifiedTokens(keys);
    tokens.add('a.b.c', endingIn(600));
    keys.generation = 1;
    expect(tokens.find('a.b.c')).toBeUndefined();
  });

  it('makes room when there are too many', () => {
    const tokens = new VerifiedTokens({ generation: 0 });
    for (let index = 0; index <= 10_000; index++) tokens.add(String(index), endingIn(600));
    expect(tokens.find('0')).toBeUndefined();
    expect(tokens.find('10000')).toBeDefined();
  });
});
