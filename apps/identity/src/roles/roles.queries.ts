import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { ListRolesQuery, RolePage, RoleView, StoredRolePermissions } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { flattenGrants } from '../access/flatten-grants.calc.ts';
import { RoleNotFound } from './role.errors.ts';

type Row = { id: string; origin: RoleView['origin']; name: string; built_in: boolean; permissions: StoredRolePermissions; version: number; created_at: string; updated_at: string };

const Position = z.tuple([z.string(), z.uuid()]);
const columns = 'id, origin, name, built_in, permissions, version, created_at, updated_at';

@Injectable()
export class RolesQueries {
  constructor(private readonly em: EntityManager) {}

  async read(roleId: string): Promise<RoleView> {
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} from role where id = $1`, [roleId]);
    if (!row) throw new RoleNotFound();
    return view(row);
  }

  async list({ origin, limit, cursor }: ListRolesQuery): Promise<RolePage> {
    const [afterName, afterId] = cursor ? decodeCursor(cursor, Position) : [null, null];
    const rows = await tenantQuery<Row>(
      this.em,
      `select ${columns} from role
             where ($1::text is null or origin = $1) and ($2::text is null or (name, id::text) > ($2, $3::text))
             order by name, id::text limit $4`,
      [origin ?? null, afterName, afterId, limit + 1],
    );
    return toPage(rows, limit, view, (row) => [row.name, row.id]);
  }
}

function view(row: Row): RoleView {
  return {
    id: row.id, origin: row.origin, name: row.name, builtIn: row.built_in, permissions: row.permissions,
    effectivePermissions: flattenGrants(row.permissions.grants), version: row.version,
    createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  } as RoleView;
}
