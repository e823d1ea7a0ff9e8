import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { roleWords } from '../../vocabulary/role-words.ts';
import { DeleteRole } from './delete-role.tsx';
import { NewRoleDialog } from './new-role-dialog.tsx';
import { RoleEditor } from './role-editor.tsx';
import { roleRead } from './roles.api.ts';
import { rolesText } from './roles.text.ts';

/** One role: what it allows, and for those of the tenant's own, changing it. */
export function RolePage() {
  const say = useTexts(rolesText);
  const origin = useTexts(roleWords);
  const may = useMay();
  const { roleId } = useParams({ from: '/inside/roles/$roleId' });
  const { data: role, error, refetch } = useQuery(roleRead(roleId));
  const [copying, setCopying] = useState(false);
  if (error && !role) return <Page title={say('notShown')}><Failure error={error} onRetry={refetch} /></Page>;
  if (!role) return <Page title={say('loading')}><Skeleton h={240} /></Page>;
  const manages = may('identity.role.manage');
  return (
    <Page
      title={role.name} summary={<>{origin(role.origin)}{role.builtIn ? `, ${say('builtIn')}` : ''} · <Link to="/roles">{say('back')}</Link></>}
      actions={
        <>
          {may('identity.audit.read') && <Button variant="subtle" renderRoot={(props) => <Link to="/audit" search={{ resourceId: role.id }} {...props} />}>{say('trail')}</Button>}
          {manages && <Button variant="default" onClick={() => setCopying(true)}>{say('copy')}</Button>}
          {manages && !role.builtIn && <DeleteRole role={role} />}
          <AsCommand path={`/identity/roles/${role.id}`} />
        </>
      }
    >
      <RoleEditor key={role.id} role={role} editable={manages && !role.builtIn} />
      {copying && <NewRoleDialog from={role} onClose={() => setCopying(false)} />}
    </Page>
  );
}
