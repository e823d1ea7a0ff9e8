import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import type { CopyRoleBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { Role } from './role.entity.ts';
import { RoleNameTaken, RoleNotFound } from './role.errors.ts';

/** A role of the tenant's own that says what another says, and may then be redefined. */
@Injectable()
export class CopyRoleHandler {
  constructor(private readonly em: EntityManager) {}

  @Transactional()
  async execute({ roleId, name }: CopyRoleBody & { roleId: string }, actor: Actor): Promise<string> {
    const original = await this.em.findOne(Role, roleId);
    if (!original) throw new RoleNotFound();
    demandHeld(actor, { permissions: original.granted() });
    if (await this.em.count(Role, { origin: 'custom', name })) throw new RoleNameTaken(name);
    const copy = original.copy(name);
    this.em.persist(copy);
    return copy.id;
  }
}
