import { ActionIcon, Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { roleAssignments, type RoleAssignment } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { RoleSelect } from '../../vocabulary/role-select.tsx';
import { useRoleChoices } from '../../vocabulary/use-role-choices.ts';
import { identityProvidersText } from './identity-providers.text.ts';
import type { FieldsProps } from './provider-form.tsx';
import type { ProviderValues } from './provider-values.calc.ts';
import classes from './identity-providers.module.css';

/** Which values of a claim stand for which roles, in the order they are looked at. */
export function MappingFields({ values, change, wrong }: FieldsProps) {
  const say = useTexts(identityProvidersText);
  const { rules, assignment, defaultRoleIds } = values;
  const set = (at: number, changed: Partial<ProviderValues['rules'][number]>) => change({ rules: rules.map((rule, other) => (other === at ? { ...rule, ...changed } : rule)) });
  const moveUp = (at: number) => change({ rules: rules.map((rule, other) => rules[other === at ? at - 1 : other === at - 1 ? at : other] ?? rule) });
  return (
    <Panel title={say('mapping')}>
      <Stack>
        <Text c="var(--ink-quiet)">{say('mappingHint')}</Text>
        {rules.map((rule, at) => <Rule key={at} at={at} rule={rule} onChange={(changed) => set(at, changed)} onUp={() => moveUp(at)} onRemove={() => change({ rules: rules.filter((_, other) => other !== at) })} />)}
        {wrong('rules') && <Text c="var(--overdue)" size="sm" role="alert">{wrong('rules')}</Text>}
        <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={15} aria-hidden />} disabled={rules.length >= 100} onClick={() => change({ rules: [...rules, { claimValue: '', roleId: '' }] })}>{say('addRule')}</Button>
        {rules.length > 1 && (
          <Radio.Group label={say('assignment')} value={assignment} onChange={(next) => change({ assignment: next as RoleAssignment })}>
            <Group mt={4}>{roleAssignments.map((each) => <Radio key={each} value={each} label={say(each)} />)}</Group>
          </Radio.Group>
        )}
        <RoleSelect label={say('defaults')} description={say('defaultsHint')} optional value={defaultRoleIds} error={wrong('defaultRoleIds')} onChange={(next) => change({ defaultRoleIds: next })} />
      </Stack>
    </Panel>
  );
}

type RuleProps = { at: number; rule: ProviderValues['rules'][number]; onChange: (changed: Partial<ProviderValues['rules'][number]>) => void; onUp: () => void; onRemove: () => void };

function Rule({ at, rule, onChange, onUp, onRemove }: RuleProps) {
  const say = useTexts(identityProvidersText);
  const choices = useRoleChoices([rule.roleId]);
  const number = { at: at + 1 };
  return (
    <div className={classes.rule}>
      <TextInput aria-label={say('claimValue', number)} placeholder={say('claimValueHead')} maxLength={200} value={rule.claimValue} onChange={({ currentTarget: { value } }) => onChange({ claimValue: value })} />
      <Select aria-label={say('role', number)} placeholder={say('roleHead')} searchable allowDeselect={false} data={choices} value={rule.roleId || null} onChange={(roleId) => onChange({ roleId: roleId ?? '' })} />
      <ActionIcon variant="subtle" disabled={at === 0} aria-label={say('moveUp', number)} onClick={onUp}><IconArrowUp size={16} /></ActionIcon>
      <ActionIcon variant="subtle" aria-label={say('removeRule', number)} onClick={onRemove}><IconTrash size={16} /></ActionIcon>
    </div>
  );
}
