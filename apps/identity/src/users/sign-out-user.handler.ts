import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { Session } from '../sessions/session.entity.ts';
import { MembershipsRepository } from './memberships.repository.ts';

/** Ends every session of a member in this tenant; they may sign in again. */
@Injectable()
export class SignOutUserHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
  ) {}

  @Transactional()
  async execute(userId: string, actor: Actor): Promise<void> {
    const membership = await this.memberships.within(userId, actor);
    const now = new Date();
    for (const session of await this.em.find(Session, { membershipId: membership.id, endedAt: null })) session.end('signed-out-by-administrator', now);
  }
}
