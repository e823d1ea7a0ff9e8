import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiKeyChanged } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { ApiKeyLimits } from './api-key-limits.config.ts';
import { ApiKeySecret } from './api-key-secret.entity.ts';
import { ApiKey } from './api-key.entity.ts';

const now = new Date('2027-03-31T08:00:00.000Z');
const inDays = (count: number) => new Date(now.getTime() + count * 86_400_000);
const limits = new ApiKeyLimits(90, 365, 60, 600);
const key = (wanted: { expiresAt?: string; requestsPerMinute?: number } = {}) =>
  ApiKey.create({
    kind: 'personal', integration: null, name: 'report', scopes: ['assets.*'], rowScope: { plants: 'all' }, allowedAddresses: [],
    owner: { tenantId: randomUUID(), membershipId: randomUUID(), userId: randomUUID() }, ...wanted,
  }, limits, now);

describe('a key', () => {
  it('ends after the usual time, or when its maker says, and not without an end', () => {
    expect([key().expiresAt, key({ expiresAt: inDays(365).toISOString() }).expiresAt]).toEqual([inDays(90), inDays(365)]);
    expect(() => key({ expiresAt: inDays(366).toISOString() })).toThrow('within 365 days');
    for (const past of [now, inDays(-1)]) expect(() => key({ expiresAt: past.toISOString() })).toThrow('must lie ahead');
    expect([key().isLive(inDays(89)), key().isLive(inDays(90))]).toEqual([true, false]);
  });

  it('has a limit of its own, within that of the installation', () => {
    expect([key().requestsPerMinute, key({ requestsPerMinute: 600 }).requestsPerMinute]).toEqual([60, 600]);
    expect(() => key({ requestsPerMinute: 601 })).toThrow('at most 600');
  });

  it('tells of every change with a higher version, and once revoked it changes no more', () => {
    const changed = key();
    changed.update({ scopes: ['assets.plant.read'] }, limits, now);
    changed.revoke('revoked-by-owner', now);
    expect(recordedOn(changed).map(({ definition, data }) => [definition, (data as { authzVersion: number; active: boolean }).authzVersion, (data as { active: boolean }).active])).toEqual([
      [ApiKeyChanged, 1, true], [ApiKeyChanged, 2, true], [ApiKeyChanged, 3, false],
    ]);
    for (const change of [() => changed.update({ name: 'x' }, limits, now), () => changed.rotated(now), () => changed.revoke('again', now)]) expect(change).toThrow('revoked for good');
  });
});

describe('the secrets of a key', () => {
  const hour = 3_600_000;
  const after = (ms: number) => new Date(now.getTime() + ms);

  it('leave the one before its grace, and there are never more than two', () => {
    const [first, second] = [ApiKeySecret.issue(key(), now).secret, ApiKeySecret.issue(key(), now).secret];
    ApiKeySecret.makeRoom([first], 24 * hour, now);
    expect([first.isLive(after(24 * hour - 1)), first.isLive(after(24 * hour))]).toEqual([true, false]);
    expect(() => ApiKeySecret.makeRoom([first, second], hour, after(hour))).toThrow('Two secrets');
    ApiKeySecret.makeRoom([first, second], hour, after(25 * hour));
    expect(second.endsAt).toEqual(after(26 * hour));
  });

  it('all end at once when no grace is given', () => {
    const [first, second] = [ApiKeySecret.issue(key(), now).secret, ApiKeySecret.issue(key(), now).secret];
    ApiKeySecret.makeRoom([first], 24 * hour, now);
    ApiKeySecret.makeRoom([first, second], 0, now);
    expect([first.isLive(now), second.isLive(now)]).toEqual([false, false]);
  });

  it('keep a digest alone, and know their text by it', () => {
    const { secret, text } = ApiKeySecret.issue(key(), now);
    expect(JSON.stringify(secret)).not.toContain(text);
    expect([secret.is(text), secret.is(`${text} `)]).toEqual([true, false]);
  });
});
