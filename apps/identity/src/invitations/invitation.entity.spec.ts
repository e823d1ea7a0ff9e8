import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Invitation } from './invitation.entity.ts';

const now = new Date('2027-03-31T08:00:00.000Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const invitation = () => Invitation.make({ tenantId: randomUUID(), email: 'olga@example.org', displayName: null, roleIds: [], rowScope: { plants: [] }, locale: 'it', invitedBy: randomUUID() }, now);

describe('an invitation', () => {
  it('is open for seven days', () => {
    expect([invitation().isOpen(later(6.99)), invitation().isOpen(later(7))]).toEqual([true, false]);
    expect(() => invitation().accept(randomUUID(), later(7))).toThrow('over');
  });

  it('is open for seven more when it is sent again, even after its end', () => {
    const renewed = invitation();
    renewed.renew(later(10));
    expect([renewed.isOpen(later(16.9)), renewed.isOpen(later(17))]).toEqual([true, false]);
  });

  it('is accepted once, and not after it was withdrawn', () => {
    const accepted = invitation();
    const user = randomUUID();
    accepted.accept(user, now);
    expect(accepted).toMatchObject({ status: 'accepted', acceptedBy: user });
    for (const change of [() => accepted.accept(user, now), () => accepted.withdraw(now), () => accepted.renew(now)]) expect(change).toThrow('accepted already');
    const withdrawn = invitation();
    withdrawn.withdraw(now);
    for (const change of [() => withdrawn.accept(user, now), () => withdrawn.withdraw(now), () => withdrawn.renew(now)]) expect(change).toThrow('withdrawn');
  });
});
