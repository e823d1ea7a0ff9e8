import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SessionRevoked } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { RefreshToken, refreshTokenDigest } from './refresh-token.entity.ts';
import { Session } from './session.entity.ts';

const now = new Date('2027-03-31T08:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const session = () => Session.start({ tenantId: randomUUID(), membershipId: randomUUID(), userId: randomUUID(), address: null, userAgent: 'x'.repeat(900), methods: ['pwd'], authenticatedAt: now }, now);

describe('a session', () => {
  it('lives 30 days', () => {
    const days = (count: number) => later(count * 86_400);
    expect([session().isLive(days(29)), session().isLive(days(30))]).toEqual([true, false]);
  });

  it('ends once, and says why', () => {
    const ended = session();
    ended.end('signed-out', now);
    ended.end('refresh-token-reused', later(1));
    expect(ended.isLive(now)).toBe(false);
    expect(recordedOn(ended)).toEqual([{ definition: SessionRevoked, data: { sessionId: ended.id, userId: ended.userId, revokedAt: '2027-03-31T08:00:00.000Z', reason: 'signed-out' } }]);
  });

  it('keeps a browser’s name to a sane length', () => expect(session().userAgent).toHaveLength(500));
});

describe('a refresh token', () => {
  const issue = () => RefreshToken.issue(session(), null, now);

  it('holds 256 random bits and keeps their digest alone', () => {
    const { token, secret } = issue();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(issue().secret).not.toBe(secret);
    expect(token.tokenSha256).toBe(refreshTokenDigest(secret));
    expect(JSON.stringify(token)).not.toContain(secret);
  });

  it.each([
    ['rotates when it is new', null, false, 'rotate'],
    ['is repeated within ten seconds of its use, while its child is unused', -10, true, 'repeat'],
    ['is theft after ten seconds', -11, true, 'reuse'],
    ['is theft once its child was used', -1, false, 'reuse'],
  ] as const)('%s', (_, usedSecondsAgo, hasUnusedChild, meaning) => {
    const { token } = issue();
    if (usedSecondsAgo !== null) token.usedAt = later(usedSecondsAgo);
    expect(token.presented(now, hasUnusedChild)).toBe(meaning);
  });
});
