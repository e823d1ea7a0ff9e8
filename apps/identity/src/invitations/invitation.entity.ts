import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import type { Locale, RowScope } from '@kairos/contracts';
import { InvitationAccepted, InvitationExpired, InvitationWithdrawn } from './invitation.errors.ts';

const statuses = ['pending', 'accepted', 'withdrawn'] as const;
export const invitationLastsMs = 7 * 24 * 3_600_000;

const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    email: p.string(),
    displayName: p.string().nullable(),
    roleIds: p.array().columnType('uuid[]'),
    rowScope: p.json<RowScope>(),
    locale: p.enum(['en', 'it']),
    status: p.enum(statuses),
    invitedBy: p.uuid(),
    acceptedBy: p.uuid().nullable(),
    expiresAt: p.datetime(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type NewInvitation = { tenantId: string; email: string; displayName: string | null; roleIds: string[]; rowScope: RowScope; locale: Locale; invitedBy: string };

/** What somebody is offered; `displayName` is what they are called unless they say otherwise. */
export type Offer = Pick<NewInvitation, 'displayName' | 'roleIds' | 'rowScope' | 'locale'>;

/** The offer to a person to join a tenant, with the roles and rows they will have there. */
export class Invitation extends InvitationSchema.class {
  static make(facts: NewInvitation, now: Date): Invitation {
    return Object.assign(new Invitation(), {
      ...facts, id: newId(), status: 'pending', acceptedBy: null, expiresAt: endOf(now), createdAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<Invitation>);
  }

  /** What was offered becomes another offer; the link that was mailed opens it, and its seven days go on. */
  change(offer: Offer, now: Date): void {
    this.demandPending();
    Object.assign(this, { ...offer, updatedAt: now });
  }

  isOpen(now: Date): boolean {
    return this.status === 'pending' && this.expiresAt > now;
  }

  /** Another seven days, whether the first were over or not. */
  renew(now: Date): void {
    this.demandPending();
    Object.assign(this, { expiresAt: endOf(now), updatedAt: now });
  }

  withdraw(now: Date): void {
    this.demandPending();
    Object.assign(this, { status: 'withdrawn', updatedAt: now });
  }

  accept(userId: string, now: Date): void {
    this.demandPending();
    if (!this.isOpen(now)) throw new InvitationExpired();
    Object.assign(this, { status: 'accepted', acceptedBy: userId, updatedAt: now });
  }

  private demandPending(): void {
    if (this.status === 'accepted') throw new InvitationAccepted();
    if (this.status === 'withdrawn') throw new InvitationWithdrawn();
  }
}
InvitationSchema.setClass(Invitation);

function endOf(start: Date): Date {
  return new Date(start.getTime() + invitationLastsMs);
}
