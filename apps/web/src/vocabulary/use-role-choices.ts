import { useQuery } from '@tanstack/react-query';
import { roleOrigins } from '@kairos/contracts';
import { me } from '../lib/account.ts';
import { useTexts } from '../lib/use-texts.ts';
import { roleWords } from './role-words.ts';
import { allRoles } from './roles.api.ts';

export type RoleChoices = { group: string; items: { value: string; label: string; disabled: boolean }[] }[];

/** Roles to choose from, by where they come from; those that grant more than one holds cannot be chosen anew. */
export function useRoleChoices(chosen: readonly string[]): RoleChoices {
  const origin = useTexts(roleWords);
  const { data: roles = [] } = useQuery(allRoles());
  const { data: own } = useQuery(me());
  const beyond = (permissions: readonly string[]) => permissions.some((permission) => !own?.permissions.includes(permission));
  return roleOrigins.flatMap((of) => {
    const items = roles.filter((role) => role.origin === of).map(({ id, name, effectivePermissions }) => ({ value: id as string, label: name, disabled: beyond(effectivePermissions) && !chosen.includes(id) }));
    return items.length > 0 ? [{ group: origin(of), items }] : [];
  });
}
