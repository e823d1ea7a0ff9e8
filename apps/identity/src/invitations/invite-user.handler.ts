import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { InviteUserBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { Invitation } from './invitation.entity.ts';
import { AlreadyInvited, AlreadyMember } from './invitation.errors.ts';
import { InvitationsRepository } from './invitations.repository.ts';

/** Invites an address. Whether it has an account elsewhere is neither asked nor told. */
@Injectable()
export class InviteUserHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
    private readonly invitations: InvitationsRepository,
  ) {}

  @Transactional()
  async execute({ email, roleIds, rowScope, locale }: InviteUserBody, actor: Actor): Promise<string> {
    const roles = await this.roles.named(roleIds);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope });
    await this.invitations.takeTurns(actor.tenantId);
    if ((await this.em.execute<unknown[]>('select 1 from tenant_user where email = ?', [email])).length > 0) throw new AlreadyMember();
    const now = new Date();
    const earlier = await this.em.findOne(Invitation, { email, status: 'pending' });
    if (earlier?.isOpen(now)) throw new AlreadyInvited();
    // Before the new one is stored: an address has one pending invitation.
    earlier?.withdraw(now);
    await this.em.flush();
    const invitation = Invitation.make({ tenantId: actor.tenantId, email, displayName: null, roleIds, rowScope, locale, invitedBy: actor.userId }, now);
    this.em.persist(invitation);
    await this.invitations.mailLink(invitation, actor);
    return invitation.id;
  }
}
