import { Select } from '@mantine/core';
import type { Assignee } from '@kairos/contracts';
import { useDoers, useNameOf } from '../lib/people.ts';
import { useTexts } from '../lib/use-texts.ts';
import { assigneeText } from './assignee.text.ts';

/** Who is to do something, by name. */
export function useAssigneeName(): (assignee: Assignee | null) => string {
  const say = useTexts(assigneeText);
  const nameOf = useNameOf();
  return (assignee) => {
    if (assignee === null) return say('nobody');
    if (assignee.kind === 'user') return nameOf(assignee.userId) ?? say('somebody');
    return assignee.kind === 'role' ? say('role', { name: assignee.role.split('/').at(-1) ?? assignee.role }) : say('team', { name: assignee.team });
  };
}

const nobody = 'nobody';

export function asAssignee(value: string): Assignee | null {
  const name = value.slice(value.indexOf(':') + 1);
  if (value === nobody) return null;
  if (value.startsWith('role:')) return { kind: 'role', role: name };
  return value.startsWith('team:') ? { kind: 'team', team: name } : ({ kind: 'user', userId: name } as Assignee);
}

function asValue(assignee: Assignee | null): string {
  if (assignee === null) return nobody;
  return assignee.kind === 'user' ? `user:${assignee.userId}` : assignee.kind === 'role' ? `role:${assignee.role}` : `team:${assignee.team}`;
}

type Props = { value: Assignee | null | undefined; onChange: (assignee: Assignee | null | undefined) => void; label?: string; placeholder?: string; clearable?: boolean; disabled?: boolean };

/** A person, a role, a team, or nobody; `undefined` where nothing is chosen. */
export function AssigneeSelect({ value, onChange, label, placeholder, clearable = false, disabled = false }: Props) {
  const say = useTexts(assigneeText);
  const nameOf = useAssigneeName();
  const { users, roles, teams } = useDoers();
  const known = [{ value: nobody, label: say('nobody') }, ...users, ...roles, ...teams];
  // Whoever has it stands there too, though the reader may not list people.
  const unlisted = value && !known.some((doer) => doer.value === asValue(value)) ? [{ value: asValue(value), label: nameOf(value) }] : [];
  const data = [{ group: say('people'), items: [{ value: nobody, label: say('nobody') }, ...users, ...unlisted] }, { group: say('roles'), items: roles }, { group: say('teams'), items: teams }];
  return (
    <Select
      label={label ?? say('assignee')} placeholder={placeholder ?? ''} searchable clearable={clearable} disabled={disabled} allowDeselect={clearable} data={data.filter(({ items }) => items.length > 0)}
      value={value === undefined ? null : asValue(value)} onChange={(chosen) => onChange(chosen === null ? undefined : asAssignee(chosen))}
    />
  );
}
