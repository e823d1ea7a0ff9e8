import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { MembershipsRepository } from './memberships.repository.ts';

@Injectable()
export class ActivateUserHandler {
  constructor(
    readonly em: EntityManager,
    private readonly memberships: MembershipsRepository,
  ) {}

  @Transactional()
  async execute(wanted: { userId: string; version: number }, actor: Actor): Promise<void> {
    const { membership, roles } = await this.memberships.forChange(wanted, actor);
    membership.activate(roles);
  }
}
