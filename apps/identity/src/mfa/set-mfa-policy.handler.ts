import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { SetMfaPolicyBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { RolesRepository } from '../roles/roles.repository.ts';
import { MfaPolicy } from './mfa-policy.entity.ts';

/** Says who must have a second factor. Whoever is signed in without one can do no more than set it up once their token is renewed. */
@Injectable()
export class SetMfaPolicyHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RolesRepository,
  ) {}

  @Transactional()
  async execute({ everyone, roleIds }: SetMfaPolicyBody, version: number, { tenantId }: Actor): Promise<void> {
    await this.roles.named(roleIds);
    // Two at once make one row and change it one after the other.
    await this.em.execute('insert into mfa_policy (id, tenant_id) values (?, ?) on conflict do nothing', [newId(), tenantId]);
    const policy = await this.em.findOneOrFail(MfaPolicy, { tenantId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    expectVersion(policy.version, version);
    policy.demandOf({ everyone, roleIds }, new Date());
  }
}
