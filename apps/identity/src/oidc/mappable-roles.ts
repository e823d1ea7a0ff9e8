import type { Actor } from '@kairos/auth';
import type { RowScope } from '@kairos/contracts';
import { demandHeld } from '../access/demand-held.calc.ts';
import type { Role } from '../roles/role.entity.ts';
import type { RolesRepository } from '../roles/roles.repository.ts';
import { roleIdsIn, type IdentityProvider } from './identity-provider.entity.ts';
import { UnknownMappedRole } from './identity-provider.errors.ts';

type Mapping = { rules: readonly { roleId: string }[]; defaultRoleIds: readonly string[]; rowScope: RowScope };

/**
 * Stops whoever would let a provider give roles that there are not, or more than they hold themselves.
 *
 * @returns the roles
 */
export async function demandMappable(actor: Actor, mapping: Mapping, roles: RolesRepository): Promise<Role[]> {
  const found = await roles.of(roleIdsIn(mapping));
  const known = new Set(found.map(({ id }) => id));
  const unknown = [
    ...mapping.rules.flatMap(({ roleId }, position) => (known.has(roleId) ? [] : [`/rules/${position}/roleId`])),
    ...mapping.defaultRoleIds.flatMap((roleId, position) => (known.has(roleId) ? [] : [`/defaultRoleIds/${position}`])),
  ];
  if (unknown.length > 0) throw new UnknownMappedRole(unknown);
  demandHeld(actor, { permissions: found.flatMap((role) => role.granted()), rowScope: mapping.rowScope });
  return found;
}

/**
 * Stops whoever would change or remove a provider that gives more than they hold.
 *
 * @returns the roles that it gives
 */
export async function demandOver(actor: Actor, provider: IdentityProvider, roles: RolesRepository): Promise<Role[]> {
  const found = await roles.of(roleIdsIn(provider));
  demandHeld(actor, { permissions: found.flatMap((role) => role.granted()), rowScope: provider.rowScope });
  return found;
}
