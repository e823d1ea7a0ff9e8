import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { ApiKey } from '../api-keys/api-key.entity.ts';
import { Session } from '../sessions/session.entity.ts';
import { MembershipsRepository } from './memberships.repository.ts';

/** Ends a user's membership, its sessions and its personal API keys; what they did stays under their name. */
@Injectable()
export class DeactivateUserHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
  ) {}

  @Transactional()
  async execute(wanted: { userId: string; version: number }, actor: Actor): Promise<void> {
    const { membership, roles } = await this.memberships.forChange(wanted, actor);
    membership.deactivate(roles);
    const now = new Date();
    for (const session of await this.em.find(Session, { membershipId: membership.id, endedAt: null })) session.end('user-deactivated', now);
    for (const key of await this.em.find(ApiKey, { membershipId: membership.id, kind: 'personal', revokedAt: null })) key.revoke('owner-deactivated', now);
  }
}
