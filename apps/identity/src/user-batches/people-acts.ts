import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RowScope } from '@kairos/contracts';
import { Invitation, type Offer } from '../invitations/invitation.entity.ts';
import { InvitationsRepository } from '../invitations/invitations.repository.ts';
import { ExternalIdentity } from '../oidc/external-identity.entity.ts';
import type { Role } from '../roles/role.entity.ts';
import type { Membership } from '../users/membership.entity.ts';

/** What rows do to people. A plan does none of it. */
export type PeopleActs = {
  assign(membership: Membership, access: { roles: Role[]; rowScope: RowScope; before: Role[] }): Promise<void>;
  change(invitation: Invitation, offer: Offer): Promise<void>;
  /** @param over an earlier invitation of the address whose time is over */
  invite(email: string, offer: Offer, over: Invitation | undefined): Promise<Invitation | undefined>;
};

export const nothingDone: PeopleActs = { assign: () => Promise.resolve(), change: () => Promise.resolve(), invite: () => Promise.resolve(undefined) };

/** The same that the commands for one person do, in the ambient transaction. */
@Injectable()
export class PeopleChanges {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationsRepository,
  ) {}

  by(actor: Actor): PeopleActs {
    return {
      assign: async (membership, { roles, rowScope, before }) => {
        membership.assign(roles, rowScope, before);
        // The next sign-in by an identity provider must not undo what the file says.
        if (await this.em.count(ExternalIdentity, { userId: membership.userId })) membership.overrideMapping();
      },
      change: (invitation, offer) => Promise.resolve(invitation.change(offer, new Date())),
      invite: (email, offer, over) => this.invite(actor, { email, offer, over }),
    };
  }

  private async invite(actor: Actor, { email, offer, over }: { email: string; offer: Offer; over: Invitation | undefined }): Promise<Invitation> {
    const now = new Date();
    const invitation = Invitation.make({ ...offer, tenantId: actor.tenantId, email, invitedBy: actor.userId }, now);
    // Refused before anything is changed when the address was mailed too often.
    await this.invitations.mailLink(invitation, actor);
    over?.withdraw(now);
    // Stored before the new one: an address has one that waits.
    if (over) await this.em.flush();
    this.em.persist(invitation);
    return invitation;
  }
}
