import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Role } from './role.entity.ts';
import { UnknownRole } from './role.errors.ts';

@Injectable()
export class RolesRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws UnknownRole pointing at every id that is no role of this tenant */
  async named(ids: string[]): Promise<Role[]> {
    const found = await this.of(ids);
    const known = new Set(found.map(({ id }) => id));
    const unknown = ids.flatMap((id, position) => (known.has(id) ? [] : [position]));
    if (unknown.length > 0) throw new UnknownRole(unknown);
    return found;
  }

  of(ids: string[]): Promise<Role[]> {
    return this.em.find(Role, { id: { $in: ids } }, { orderBy: { origin: 'asc', name: 'asc' } });
  }
}
