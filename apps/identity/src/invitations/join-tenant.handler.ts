import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { AcceptedInvitation } from '@kairos/contracts';
import { runForCaller, type Caller } from '../sessions/run-for-caller.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { OnlyInPerson } from '../users/user.errors.ts';
import { AddressNotProved, InvitationForAnother } from './invitation.errors.ts';
import { InvitationsRepository } from './invitations.repository.ts';

/** Accepts an invitation as who is signed in, whose address it must be for, and proved: others may know how to sign in there too. */
@Injectable()
export class JoinTenantHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationsRepository,
    private readonly accounts: AccountsRepository,
  ) {}

  async execute(token: string, { userId, sessionId, actingService }: Actor, caller: Caller): Promise<AcceptedInvitation> {
    if (actingService) throw new OnlyInPerson();
    const invitation = await this.invitations.opened(token);
    const person = await this.accounts.person(userId);
    if (person?.email !== invitation.email) throw new InvitationForAnother();
    if (!(await this.accounts.hasProvedEmail(userId))) throw new AddressNotProved();
    const { tenantId } = invitation;
    return runForCaller(this.em, caller, { tenantId, userId, sessionId, action: 'identity.invitation.accept' }, async (em) => {
      const { id: membershipId } = await this.invitations.admit(em, invitation, userId);
      return { userId, membershipId, tenantId } as AcceptedInvitation;
    });
  }
}
