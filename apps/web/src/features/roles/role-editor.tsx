import { Alert, Button, Group, Stack, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { RoleView, UpdateRoleBody } from '@kairos/contracts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { people } from '../../lib/people.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PermissionDifference } from '../../vocabulary/permission-difference.tsx';
import { GrantGroups } from './grant-groups.tsx';
import { permissionsOf, rebased } from './grants.calc.ts';
import { redefineRole } from './roles.api.ts';
import { rolesText } from './roles.text.ts';
import classes from './roles.module.css';

type Draft = { base: RoleView; name: string; grants: string[]; reason: string };
const draftOf = (role: RoleView): Draft => ({ base: role, name: role.name, grants: role.permissions.grants, reason: '' });

/** What a role grants, to look at or to change; who saves second decides what becomes of the first one's change. */
export function RoleEditor({ role, editable }: { role: RoleView; editable: boolean }) {
  const say = useTexts(rolesText);
  const [draft, setDraft] = useState(() => draftOf(role));
  const { base, name, grants, reason } = draft;
  const dirty = editable && (name !== base.name || [...grants].sort().join() !== [...base.permissions.grants].sort().join());
  const current = dirty ? draft : draftOf(role);
  const overtaken = dirty && role.version !== base.version;
  const { mutate, isPending, error } = useCommand({
    run: (body: UpdateRoleBody) => redefineRole(base, body), changes: [['identity']], done: (saved) => say('saved', { name: saved.name }), shows: 'all',
  });
  const change = (changed: Partial<Draft>) => setDraft({ ...current, ...changed });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim(), permissions: { grants, areas: base.permissions.areas as UpdateRoleBody['permissions']['areas'] }, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    if (dirty && !overtaken && !isPending) mutate(body, { onSuccess: (saved) => setDraft(draftOf(saved)) });
  };
  return (
    <form onSubmit={onSubmit} className={classes.parts}>
      {role.builtIn && <p className={classes.quiet}>{say('builtInHint')}</p>}
      {editable && <TextInput label={say('name')} w="min(22rem, 100%)" required minLength={2} maxLength={50} value={current.name} onChange={(event) => change({ name: event.currentTarget.value })} />}
      <GrantGroups grants={current.grants} editable={editable} onChange={(next) => change({ grants: next })} />
      {dirty && (
        <Panel title={say('differences')}>
          <Stack>
            {overtaken && <Overtaken onMine={() => setDraft({ ...draft, base: role, grants: rebased(base.permissions.grants, grants, role.permissions.grants) })} onTheirs={() => setDraft(draftOf(role))} />}
            {error && !overtaken && !(error instanceof ProofNotGiven) && !isProblem(error, 'stale') && <Alert color="red" role="alert">{error.message}</Alert>}
            <Holders roleId={role.id} />
            <PermissionDifference before={permissionsOf(role.permissions.grants)} after={permissionsOf(grants)} />
            <Textarea label={say('reason')} description={say('reasonHint')} maxLength={500} autosize minRows={2} value={reason} onChange={(event) => change({ reason: event.currentTarget.value })} />
            <Group>
              <Button type="submit" loading={isPending} disabled={overtaken}>{say('save')}</Button>
              <Button variant="default" onClick={() => setDraft(draftOf(role))}>{say('discard')}</Button>
            </Group>
          </Stack>
        </Panel>
      )}
    </form>
  );
}

/** How many a change touches, where all of them can be counted. */
function Holders({ roleId }: { roleId: string }) {
  const say = useTexts(rolesText);
  const may = useMay();
  const { data } = useQuery({ ...people(), enabled: may('identity.user.read') });
  if (!data || data.nextCursor !== null) return null;
  return <p className={classes.quiet}>{say('holders', { count: data.items.filter(({ roles }) => roles.some(({ id }) => id === roleId)).length })}</p>;
}
