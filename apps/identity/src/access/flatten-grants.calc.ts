import { allPermissions, covers, type Permission, type RowScope } from '@kairos/contracts';

/** Every permission of this platform that the grants amount to, in the catalogue's order. Unknown grants give nothing. */
export function flattenGrants(grants: readonly string[]): Permission[] {
  return allPermissions.filter((permission) => grants.some((grant) => covers(grant, permission)));
}

/** The permissions among `wanted` that the holder lacks: nobody hands out what they do not hold. */
export function permissionsBeyond(held: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((permission) => !held.some((grant) => covers(grant, permission)));
}

/** Whether `wanted` reaches no row that `held` does not reach. */
export function scopeWithin(held: RowScope, wanted: RowScope): boolean {
  if (held.plants === 'all') return true;
  const reached = new Set(held.plants);
  return wanted.plants !== 'all' && wanted.plants.every((plantId) => reached.has(plantId));
}
