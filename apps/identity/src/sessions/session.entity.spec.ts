import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SessionRevoked } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { RefreshToken, refreshTokenDigest } from './refresh-token.entity.ts';
import { Session } from './session.entity.ts';

const now = new Date('2027-03-31T08:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const session = () => Session.start({ tenantId: randomUUID(), membershipId: randomUUID(), userId: randomUUID(), address: null, userAgent: 'x'.repeat(900), methods: ['pwd'], authenticatedAt: now, expiresAt: later(30 * 86_400) }, now);

describe('a session', () => {
  it('lives until its time is over', () => {
    const days = (count: number) => later(count * 86_400);
    expect([session().isLive(days(29)), session().isLive(days(30))]).toEqual([true, false]);
  });

  it('is over when it has lasted, or lain unused, as long as is set', () => {
    const limits = { lastsMs: 3_600_000, idleMs: 900_000 };
    const endedAt = (seconds: number, seenAt: number) => {
      const one = Object.assign(session(), { lastSeenAt: later(seenAt) });
      one.endWhenOver(limits, later(seconds));
      return one.endReason;
    };
    expect([endedAt(3599, 3000), endedAt(3600, 3599), endedAt(899, 0), endedAt(900, 0)]).toEqual([null, 'timed-out', null, 'timed-out']);
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

  const childOf = (token: RefreshToken, secret: string) => RefreshToken.issue(session(), { id: token.id, secret }, now);

  it('tells its secret again to the holder of its parent’s alone, and to nobody once it was used', () => {
    const parent = issue();
    const { token, secret } = childOf(parent.token, parent.secret);
    expect(token.secretFor(parent.secret)).toBe(secret);
    expect(() => token.secretFor(issue().secret)).toThrow();
    token.use(now);
    expect(() => token.secretFor(parent.secret)).toThrow('kept nowhere');
  });

  it.each([
    ['rotates when it is new', null, 'none', 'rotate'],
    ['is repeated within ten seconds of its use, while its successor is unused', -10, 'unused', 'repeat'],
    ['is theft after ten seconds', -11, 'unused', 'reuse'],
    ['is theft once its successor was used', -1, 'used', 'reuse'],
    ['is theft without a successor', -1, 'none', 'reuse'],
  ] as const)('%s', (_, usedSecondsAgo, successor, meaning) => {
    const { token, secret } = issue();
    if (usedSecondsAgo !== null) token.usedAt = later(usedSecondsAgo);
    const child = childOf(token, secret).token;
    if (successor === 'used') child.use(later(-1));
    expect(token.presented(now, successor === 'none' ? null : child)).toBe(meaning);
  });
});
