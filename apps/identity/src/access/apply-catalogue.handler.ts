import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { isDeepStrictEqual } from 'node:util';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { builtInRoles } from '../roles/built-in-roles.ts';
import { Role } from '../roles/role.entity.ts';
import { Membership } from '../users/membership.entity.ts';
import { catalogueDigest } from './catalogue-digest.calc.ts';

/**
 * Brings a tenant to this release's permissions: its built-in roles say what the release says, and every membership that
 * stands for other permissions than it was published with is published anew. Twice does nothing the second time, and of
 * several replicas one does it while the others wait and find it done.
 */
@Injectable()
export class ApplyCatalogueHandler {
  constructor(private readonly em: EntityManager) {}

  /** @returns whether there was something to apply */
  execute(tenantId: string, digest = catalogueDigest()): Promise<boolean> {
    return runAsTenant(this.em, tenantId, () =>
      runAsCommand(releaseAct, () =>
        this.em.transactional(async (em) => {
          if (await this.isApplied(em, tenantId, digest)) return false;
          await em.execute(`select pg_advisory_xact_lock(hashtextextended('access-catalogue:' || ?, 0))`, [tenantId]);
          if (await this.isApplied(em, tenantId, digest)) return false;
          const roles = await this.restateRoles(em, tenantId);
          for (const membership of await em.find(Membership, {})) membership.catalogueChanged(membership.roleIds.flatMap((id) => roles.get(id) ?? []));
          await em.execute(
            'insert into access_catalogue (tenant_id, digest, applied_at) values (?, ?, now()) on conflict (tenant_id) do update set digest = excluded.digest, applied_at = now()',
            [tenantId, digest],
          );
          return true;
        }),
      ), { upkeep: true },
    );
  }

  private async isApplied(em: EntityManager, tenantId: string, digest: string): Promise<boolean> {
    const rows = await em.execute<object[]>('select 1 from access_catalogue where tenant_id = ? and digest = ?', [tenantId, digest]);
    return rows.length > 0;
  }

  private async restateRoles(em: EntityManager, tenantId: string): Promise<Map<string, Role>> {
    const roles = await em.find(Role, {}, { orderBy: { origin: 'asc', name: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
    for (const stated of builtInRoles) {
      const known = roles.find((role) => role.builtIn && role.origin === stated.origin && role.name === stated.name);
      if (!known) em.persist(Role.builtIn(tenantId, stated));
      else if (!isDeepStrictEqual(known.permissions, stated.permissions)) known.restate(stated.permissions);
    }
    return new Map(roles.map((role) => [role.id, role]));
  }
}

const releaseAct = {
  actorKind: 'system', actorId: 'release', sessionId: null, action: 'identity.role.restate', permission: null, requestId: 'apply-catalogue',
  address: null, userAgent: null, reason: 'This release knows other permissions or built-in roles.', traceparent: undefined, audit: 'each',
} as const;
