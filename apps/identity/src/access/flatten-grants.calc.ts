import { allPermissions, covers, type Permission } from '@kairos/contracts';

/** Every permission of this platform that the grants amount to, in the catalogue's order. Unknown grants give nothing. */
export function flattenGrants(grants: readonly string[]): Permission[] {
  return allPermissions.filter((permission) => grants.some((grant) => covers(grant, permission)));
}

/** The permissions among `wanted` that the holder lacks: nobody hands out what they do not hold. */
export function permissionsBeyond(held: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((permission) => !held.some((grant) => covers(grant, permission)));
}
