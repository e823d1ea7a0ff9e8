import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Role } from './role.entity.ts';
import { UnknownRole } from './role.errors.ts';

const inOrder = { origin: 'asc', name: 'asc' } as const;

@Injectable()
export class RolesRepository {
  constructor(private readonly em: EntityManager) {}

  /**
   * The roles that somebody is about to be given: none of them is removed before the transaction ends.
   *
   * @throws UnknownRole pointing at every id that is no role of this tenant
   */
  async named(ids: string[]): Promise<Role[]> {
    const found = await this.em.find(Role, { id: { $in: ids } }, { orderBy: inOrder, lockMode: LockMode.PESSIMISTIC_READ });
    const known = new Set(found.map(({ id }) => id));
    const unknown = ids.flatMap((id, position) => (known.has(id) ? [] : [position]));
    if (unknown.length > 0) throw new UnknownRole(unknown);
    return found;
  }

  /** All roles of the tenant; with `held`, none of them is removed or redefined before the transaction ends. */
  all(held: boolean): Promise<Role[]> {
    return this.em.find(Role, {}, { orderBy: inOrder, ...(held ? { lockMode: LockMode.PESSIMISTIC_READ } : {}) });
  }

  of(ids: string[]): Promise<Role[]> {
    return this.em.find(Role, { id: { $in: ids } }, { orderBy: inOrder });
  }
}
