import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Role } from '../roles/role.entity.ts';
import { Membership } from '../users/membership.entity.ts';

@Injectable()
@Snapshots('identity.access')
export class AccessSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Membership[]> {
    const memberships = await this.em.find(Membership, where, options);
    const roles = new Map((await this.em.find(Role, {})).map((role) => [role.id, role]));
    for (const membership of memberships) membership.emitSnapshot(membership.roleIds.flatMap((id) => roles.get(id) ?? []));
    return memberships;
  }
}
