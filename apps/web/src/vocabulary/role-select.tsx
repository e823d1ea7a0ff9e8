import { MultiSelect } from '@mantine/core';
import { useTexts } from '../lib/use-texts.ts';
import { accessText } from './access.text.ts';
import { useRoleChoices } from './use-role-choices.ts';

type Props = { value: readonly string[]; onChange: (roleIds: string[]) => void; error?: string | undefined; label?: string; description?: string; optional?: boolean };

/** Roles to give; those that grant more than one holds are shown and cannot be chosen. */
export function RoleSelect({ value, onChange, error, label, description, optional = false }: Props) {
  const say = useTexts(accessText);
  const data = useRoleChoices(value);
  return <MultiSelect label={label ?? say('roles')} description={description ?? say('rolesHint')} {...(value.length === 0 ? { placeholder: say('chooseRoles') } : {})} withAsterisk={!optional} searchable data={data} value={[...value]} onChange={onChange} error={error} />;
}
