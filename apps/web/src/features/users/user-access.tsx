import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { AssignAccessBody, type RowScope, type UserView } from '@kairos/contracts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PermissionDifference } from '../../vocabulary/permission-difference.tsx';
import { RoleSelect } from '../../vocabulary/role-select.tsx';
import { allRoles } from '../../vocabulary/roles.api.ts';
import { RowScopeField } from '../../vocabulary/row-scope-field.tsx';
import { userText } from './user.text.ts';
import { assignAccess } from './users.api.ts';

/** Roles and plants of somebody; what a change amounts to is told before it is made. */
export function UserAccess({ user }: { user: UserView }) {
  const say = useTexts(userText);
  const began = user.roles.map(({ id }) => id as string);
  const [roleIds, setRoleIds] = useState(began);
  const [rowScope, setRowScope] = useState<RowScope>(user.rowScope);
  const [reason, setReason] = useState('');
  const { data: roles = [] } = useQuery(allRoles());
  const { mutate, isPending, error } = useCommand({
    run: (body: AssignAccessBody) => assignAccess(user, body), changes: [['identity']], done: ({ displayName }) => say('saved', { name: displayName }), shows: 'all',
  });
  const changed = [...roleIds].sort().join() !== [...began].sort().join() || JSON.stringify(rowScope) !== JSON.stringify(user.rowScope);
  const grantedBy = (ids: readonly string[]) => [...new Set(roles.filter(({ id }) => ids.includes(id)).flatMap(({ effectivePermissions }) => effectivePermissions))];
  const reset = () => {
    setRoleIds(began);
    setRowScope(user.rowScope);
    setReason('');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const read = AssignAccessBody.safeParse({ roleIds, rowScope, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
    if (read.success && changed && !isPending) mutate(read.data);
  };
  return (
    <Panel title={say('access')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {error && !(error instanceof ProofNotGiven) && <Alert color={isProblem(error, 'stale') ? 'yellow' : 'red'} role="alert">{isProblem(error, 'stale') ? say('stale') : error.message}</Alert>}
          <RoleSelect value={roleIds} onChange={setRoleIds} error={roleIds.length === 0 ? say('rolesNeeded') : undefined} />
          <RowScopeField value={rowScope} onChange={setRowScope} />
          {changed && (
            <>
              <PermissionDifference before={grantedBy(began)} after={grantedBy(roleIds)} />
              <Textarea label={say('reason')} description={say('reasonHint')} maxLength={500} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
              <Group>
                <Button type="submit" loading={isPending} disabled={roleIds.length === 0}>{say('save')}</Button>
                <Button variant="default" onClick={reset}>{say('reset')}</Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
