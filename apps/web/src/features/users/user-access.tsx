import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { AssignAccessBody, type RowScope, type UserView } from '@kairos/contracts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PermissionDifference } from '../../vocabulary/permission-difference.tsx';
import { RoleSelect } from '../../vocabulary/role-select.tsx';
import { allRoles } from '../../vocabulary/roles.api.ts';
import { RowScopeField } from '../../vocabulary/row-scope-field.tsx';
import { userText } from './user.text.ts';
import { assignAccess } from './users.api.ts';

const accessOf = ({ roles, rowScope }: UserView): { roleIds: string[]; rowScope: RowScope } => ({ roleIds: roles.map(({ id }) => id), rowScope });

/** Roles and plants of somebody; what a change amounts to is told before it is made. */
export function UserAccess({ user }: { user: UserView }) {
  const say = useTexts(userText);
  const { base, values: { roleIds, rowScope }, dirty, overtaken, change, reset, rebase } = useBasedDraft(user, accessOf);
  const [reason, setReason] = useState('');
  const { data: roles = [] } = useQuery(allRoles());
  const { mutate, isPending, error } = useCommand({
    run: (body: AssignAccessBody) => assignAccess(base, body), changes: [['identity']], done: ({ displayName }) => say('saved', { name: displayName }), shows: 'all',
  });
  const grantedBy = (ids: readonly string[]) => [...new Set(roles.filter(({ id }) => ids.includes(id)).flatMap(({ effectivePermissions }) => effectivePermissions))];
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const read = AssignAccessBody.safeParse({ roleIds, rowScope, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
    if (read.success && dirty && !overtaken && !isPending) mutate(read.data, { onSuccess: () => setReason('') });
  };
  return (
    <Panel title={say('access')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {overtaken && <Overtaken onMine={rebase} onTheirs={reset} />}
          {dirty && !overtaken && error && !(error instanceof ProofNotGiven) && !isProblem(error, 'stale') && <Alert color="red" role="alert">{error.message}</Alert>}
          <RoleSelect value={roleIds} onChange={(next) => change({ roleIds: next })} error={roleIds.length === 0 ? say('rolesNeeded') : undefined} />
          <RowScopeField value={rowScope} onChange={(next) => change({ rowScope: next })} />
          {dirty && (
            <>
              <PermissionDifference before={grantedBy(accessOf(user).roleIds)} after={grantedBy(roleIds)} />
              <Textarea label={say('reason')} description={say('reasonHint')} maxLength={500} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
              <Group>
                <Button type="submit" loading={isPending} disabled={roleIds.length === 0 || overtaken}>{say('save')}</Button>
                <Button variant="default" onClick={reset}>{say('reset')}</Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
