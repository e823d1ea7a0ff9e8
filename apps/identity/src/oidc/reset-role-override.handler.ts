import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { MembershipsRepository } from '../users/memberships.repository.ts';
import { ExternalIdentity } from './external-identity.entity.ts';
import { RoleOverrideNotSet, SignsInWithPassword } from './identity-provider.errors.ts';

/** Takes an administrator's choice of roles back: at the next sign-in the mapping decides. */
@Injectable()
export class ResetRoleOverrideHandler {
  constructor(
    readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
  ) {}

  @Transactional()
  async execute(wanted: { userId: string; version: number }, actor: Actor): Promise<void> {
    const { membership } = await this.memberships.forChange(wanted, actor);
    if (!(await this.em.count(ExternalIdentity, { userId: wanted.userId }))) throw new SignsInWithPassword();
    if (!membership.roleOverride) throw new RoleOverrideNotSet();
    membership.resetRoleOverride();
  }
}
