import { allPermissions, covers, grantable, type Permission } from '@kairos/contracts';

/** Every permission of this platform that the grants amount to, in the catalogue's order. Unknown grants give nothing. */
export function flattenGrants(grants: readonly string[]): Permission[] {
  return allPermissions.filter((permission) => grants.some((grant) => covers(grant, permission)));
}

/**
 * What grants stand for now and later: the permissions of today, and as given those to come and the patterns, which will
 * cover more with every release. Whoever hands out grants must hold all of it.
 */
export function standingFor(grants: readonly string[]): string[] {
  const known = grants.filter((grant) => grantable.includes(grant));
  return [...new Set([...flattenGrants(known), ...known])];
}

/** The permissions among `wanted` that the holder lacks: nobody hands out what they do not hold. */
export function permissionsBeyond(held: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((permission) => !held.some((grant) => covers(grant, permission)));
}
