import { createHash } from 'node:crypto';
import { allPermissions } from '@kairos/contracts';
import { builtInRoles } from '../roles/built-in-roles.ts';

/** Tells one release's permissions and built-in roles from another's. */
export function catalogueDigest(): string {
  return createHash('sha256').update(JSON.stringify([allPermissions, builtInRoles])).digest('hex');
}
