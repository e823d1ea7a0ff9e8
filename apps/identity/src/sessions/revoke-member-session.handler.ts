import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { demandHeld } from '../access/demand-held.calc.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { UserNotFound } from '../users/user.errors.ts';
import { SessionNotFound } from './session.errors.ts';
import { Session } from './session.entity.ts';

/** An administrator ends one session of a member, of one who holds no more than they do. */
@Injectable()
export class RevokeMemberSessionHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  @Transactional()
  async execute({ userId, sessionId }: { userId: string; sessionId: string }, actor: Actor): Promise<void> {
    const membership = await this.em.findOne(Membership, { userId });
    if (!membership) throw new UserNotFound();
    const session = await this.em.findOne(Session, { id: sessionId, membershipId: membership.id });
    if (!session?.isLive(new Date())) throw new SessionNotFound();
    const roles = await this.roles.of(membership.roleIds);
    demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()) });
    session.end('revoked-by-administrator', new Date());
  }
}
