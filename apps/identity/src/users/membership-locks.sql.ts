import type { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';

const manages = `(active and permissions @> '{identity.user.manage}')`;

/**
 * Locks memberships of the tenant until the transaction ends. Everybody locks them in this one order, after roles if those too, so that
 * nobody waits for each other. Sessions that begin meanwhile need not wait.
 */
async function lock<T = unknown>(em: EntityManager, which: string, values: unknown[], more = ''): Promise<(T & { id: string })[]> {
  return tenantQuery<T & { id: string }>(em, `select id${more} from membership where ${which} order by id for no key update`, values);
}

export async function lockMembers(em: EntityManager, userIds: string[]): Promise<void> {
  await lock(em, 'user_id = any($1::uuid[])', [userIds]);
}

/** Those who have a role, and with them, in one order, those who may manage users. @returns the ids of the latter */
export async function lockMembersWithRole(em: EntityManager, roleId: string): Promise<string[]> {
  const locked = await lock<{ manages: boolean }>(em, `role_ids @> array[$1::uuid] or ${manages}`, [roleId], `, ${manages} as manages`);
  return locked.flatMap((one) => (one.manages ? [one.id] : []));
}

/** @returns the memberships that may manage users; nobody else takes that from one of them meanwhile */
export async function lockManagersOfUsers(em: EntityManager): Promise<string[]> {
  return (await lock(em, manages, [])).map(({ id }) => id);
}
