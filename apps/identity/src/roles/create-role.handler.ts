import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import type { Actor } from '@kairos/auth';
import type { CreateRoleBody } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import { Role } from './role.entity.ts';
import { RoleNameTaken } from './role.errors.ts';

@Injectable()
export class CreateRoleHandler {
  constructor(private readonly em: EntityManager) {}

  @Transactional()
  async execute({ name, permissions }: CreateRoleBody, actor: Actor): Promise<string> {
    demandHeld(actor, { permissions: permissions.grants });
    if (await this.em.count(Role, { origin: 'custom', name })) throw new RoleNameTaken(name);
    const role = Role.define(actor.tenantId, name, permissions);
    this.em.persist(role);
    return role.id;
  }
}
