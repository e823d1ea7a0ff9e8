import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import { MembershipsRepository } from '../users/memberships.repository.ts';
import { SessionNotFound } from './session.errors.ts';
import { Session } from './session.entity.ts';

/** An administrator ends one session of a member, of one who holds and reaches no more than they do. */
@Injectable()
export class RevokeMemberSessionHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
  ) {}

  @Transactional()
  async execute({ userId, sessionId }: { userId: string; sessionId: string }, actor: Actor): Promise<void> {
    const membership = await this.memberships.within(userId, actor);
    const session = await this.em.findOne(Session, { id: sessionId, membershipId: membership.id });
    if (!session?.isLive(new Date())) throw new SessionNotFound();
    session.end('revoked-by-administrator', new Date());
  }
}
