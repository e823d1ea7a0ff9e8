import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { CreatedUser, CreateUserBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { RolesRepository } from '../roles/roles.repository.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { Membership } from './membership.entity.ts';
import { PasswordHasher } from './password-hasher.ts';
import { PasswordPolicy } from './password-policy.ts';
import { EmailTaken } from './user.errors.ts';

@Injectable()
export class CreateUserHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
  ) {}

  async execute({ email, displayName, password, roleIds, rowScope }: CreateUserBody, actor: Actor): Promise<CreatedUser> {
    this.policy.demand('password', password, { email, names: [displayName] });
    // Before the transaction: hashing takes long, and a transaction holds a connection.
    const passwordHash = await this.hasher.hash(password);
    const user = { id: newId(), email, displayName, passwordHash, passwordChangeRequired: true };
    return this.em.transactional(async (em) => {
      const roles = await this.roles.named(roleIds);
      demandHeld(actor, { permissions: roles.flatMap((role) => role.granted()), rowScope });
      if (!(await this.accounts.register(user))) throw new EmailTaken();
      const membership = Membership.begin({ tenantId: actor.tenantId, userId: user.id, roles, rowScope });
      em.persist(membership);
      return { userId: user.id, membershipId: membership.id } as CreatedUser;
    });
  }
}
