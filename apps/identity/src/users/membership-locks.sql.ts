import type { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';

/**
 * Locks memberships of the tenant until the transaction ends. Everybody locks them in this one order, after roles if those too, so that
 * nobody waits for each other. Sessions that begin meanwhile need not wait.
 */
async function lock(em: EntityManager, which: string, values: unknown[]): Promise<{ id: string }[]> {
  return tenantQuery<{ id: string }>(em, `select id from membership where ${which} order by id for no key update`, values);
}

export async function lockMembers(em: EntityManager, userIds: string[]): Promise<void> {
  await lock(em, 'user_id = any($1::uuid[])', [userIds]);
}

export async function lockMembersWithRole(em: EntityManager, roleId: string): Promise<void> {
  await lock(em, 'role_ids @> array[$1::uuid]', [roleId]);
}

/** @returns the memberships that may manage users; nobody else takes that from one of them meanwhile */
export async function lockManagersOfUsers(em: EntityManager): Promise<string[]> {
  return (await lock(em, `active and permissions @> '{identity.user.manage}'`, [])).map(({ id }) => id);
}
