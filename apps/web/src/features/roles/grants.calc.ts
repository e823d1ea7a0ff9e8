import { allPermissions, covers, type Permission } from '@kairos/contracts';

/** Permissions by the service they belong to, in the order of the platform. */
export const permissionsByService: readonly { service: string; permissions: readonly Permission[] }[] = grouped();

function grouped() {
  const services = [...new Set(allPermissions.map(serviceOf))];
  return services.map((service) => ({ service, permissions: allPermissions.filter((permission) => serviceOf(permission) === service) }));
}

export function serviceOf(permission: string): string {
  return permission.split('.')[0] ?? permission;
}

/** A grant that covers more than one permission by its pattern, also those to come. */
export const isPattern = (grant: string): boolean => grant.endsWith('*');

/** The grant that gives a permission: itself, or the narrowest pattern over it. */
export function grantFor(grants: readonly string[], permission: string): string | undefined {
  return grants.filter((grant) => covers(grant, permission)).sort((one, other) => other.length - one.length)[0];
}

/** Every permission of today that grants amount to. */
export function permissionsOf(grants: readonly string[]): Permission[] {
  return allPermissions.filter((permission) => grants.some((grant) => covers(grant, permission)));
}

/** Adds or takes back one grant. What a pattern covers anyway is not granted twice. */
export function withGrant(grants: readonly string[], grant: string, given: boolean): string[] {
  const others = grants.filter((other) => other !== grant && !(given && isPattern(grant) && covers(grant, other)));
  return given ? [...others, grant] : others;
}

/** Mine after somebody else saved theirs: what I added and took back, upon what stands now. */
export function rebased(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const [added, removed] = [mine.filter((grant) => !base.includes(grant)), base.filter((grant) => !mine.includes(grant))];
  return [...theirs.filter((grant) => !removed.includes(grant)), ...added.filter((grant) => !theirs.includes(grant))];
}
