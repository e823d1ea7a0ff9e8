import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { roleOrigins } from '@kairos/contracts';
import { me } from '../lib/account.ts';
import { useTexts } from '../lib/use-texts.ts';
import { accessText } from './access.text.ts';
import { roleWords } from './role-words.ts';
import { allRoles } from './roles.api.ts';

type Props = { value: readonly string[]; onChange: (roleIds: string[]) => void; error?: string | undefined };

/** Roles to give; those that grant more than one holds are shown and cannot be chosen. */
export function RoleSelect({ value, onChange, error }: Props) {
  const say = useTexts(accessText);
  const origin = useTexts(roleWords);
  const { data: roles = [] } = useQuery(allRoles());
  const { data: own } = useQuery(me());
  const beyond = (permissions: readonly string[]) => permissions.some((permission) => !own?.permissions.includes(permission));
  const data = roleOrigins.flatMap((of) => {
    const items = roles.filter((role) => role.origin === of).map(({ id, name, effectivePermissions }) => ({ value: id as string, label: name, disabled: beyond(effectivePermissions) && !value.includes(id) }));
    return items.length > 0 ? [{ group: origin(of), items }] : [];
  });
  return <MultiSelect label={say('roles')} description={say('rolesHint')} {...(value.length === 0 ? { placeholder: say('chooseRoles') } : {})} withAsterisk searchable data={data} value={[...value]} onChange={onChange} error={error} />;
}
