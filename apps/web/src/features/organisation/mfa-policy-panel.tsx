import { Button, Group, MultiSelect, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MfaPolicyView, RoleView } from '@kairos/contracts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Panel } from '../../ui/panel.tsx';
import { allRoles } from '../../vocabulary/roles.api.ts';
import { mfaPolicy, setMfaPolicy } from './organisation.api.ts';
import { organisationText } from './organisation.text.ts';
import classes from './organisation.module.css';

/** Of whom a second factor is demanded. */
export function MfaPolicyPanel() {
  const say = useTexts(organisationText);
  const may = useMay();
  const reading = useQuery(mfaPolicy());
  const { data: roles = [] } = useQuery({ ...allRoles(), enabled: may('identity.role.read') });
  const { data: policy } = reading;
  return (
    <Panel title={say('mfa')} reading={reading}>
      <p className={classes.quiet}>{say('mfaHint')}</p>
      {policy && (may('identity.tenant.manage') && may('identity.role.read') ? <PolicyForm policy={policy} roles={roles} /> : <p>{policy.everyone ? say('everyone') : roles.filter(({ id }) => policy.roleIds.includes(id)).map(({ name }) => name).join(', ') || say('nobody')}</p>)}
    </Panel>
  );
}

function PolicyForm({ policy, roles }: { policy: MfaPolicyView; roles: readonly RoleView[] }) {
  const say = useTexts(organisationText);
  const { base, values: { everyone, roleIds }, dirty, overtaken, change, reset, rebase } = useBasedDraft(policy, (kept) => ({ everyone: kept.everyone, roleIds: kept.roleIds as string[] }));
  const { mutate, isPending } = useCommand({ run: () => setMfaPolicy(base.version, { everyone, roleIds: roleIds as MfaPolicyView['roleIds'] }), changes: [['identity', 'mfa-policy']], done: () => say('saved'), shows: ['stale'] });
  return (
    <Stack mt="sm">
      {overtaken && <Overtaken onMine={rebase} onTheirs={reset} />}
      <Switch label={say('everyone')} checked={everyone} onChange={(event) => change({ everyone: event.currentTarget.checked })} />
      {!everyone && <MultiSelect label={say('ofRoles')} searchable data={roles.map(({ id, origin, name }) => ({ value: id as string, label: `${name} (${origin})` }))} value={roleIds} onChange={(next) => change({ roleIds: next })} />}
      {dirty && <Group><Button loading={isPending} disabled={overtaken} onClick={() => mutate(undefined)}>{say('save')}</Button></Group>}
    </Stack>
  );
}
