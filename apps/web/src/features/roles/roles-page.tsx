import { Button, Group, Select, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { roleWords } from '../../vocabulary/role-words.ts';
import { allRoles } from '../../vocabulary/roles.api.ts';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { permissionsByService } from './grants.calc.ts';
import { NewRoleDialog } from './new-role-dialog.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { RoleSections } from './role-sections.tsx';
import { origins, type RolesSearch } from './roles-search.ts';
import { rolesText } from './roles.text.ts';

/** What roles there are and what they allow. */
export function RolesPage() {
  const say = useTexts(rolesText);
  const origin = useTexts(roleWords);
  const names = usePermissionNames();
  const may = useMay();
  const search = useSearch({ from: '/inside/roles' });
  const navigate = useNavigate({ from: '/roles' });
  const [creating, setCreating] = useState(false);
  const { data, error, refetch } = useQuery(allRoles());
  const change = (changed: Partial<RolesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const roles = [...(data ?? [])].filter((role) => search.origin === undefined || role.origin === search.origin).sort((one, other) => origins.indexOf(one.origin) - origins.indexOf(other.origin));
  return (
    <Page
      full title={say('title')} summary={say('summary')}
      actions={
        <>
          {may('identity.role.manage') && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>{say('create')}</Button>}
          <AsCommand path="/identity/roles" query={{ origin: search.origin }} />
        </>
      }
    >
      <RoleSections open="matrix" />
      <Group gap="xs" className="no-print">
        <Select aria-label={say('origin')} placeholder={say('allOrigins')} clearable w="11rem" value={search.origin ?? null} data={origins.map((value) => ({ value, label: origin(value) }))} onChange={(value) => change({ origin: (value ?? undefined) as RolesSearch['origin'] })} />
        <Select aria-label={say('service')} placeholder={say('allServices')} clearable w="13rem" value={search.service ?? null} data={permissionsByService.map(({ service }) => ({ value: service, label: names.ofService(service) }))} onChange={(value) => change({ service: value ?? undefined })} />
      </Group>
      {error ? <Failure error={error} onRetry={refetch} /> : !data ? <Skeleton h={320} /> : roles.length === 0 ? <Empty title={say('noRolesTitle')} hint={say('noRolesHint')} /> : <RoleMatrix roles={roles} service={search.service} />}
      {creating && <NewRoleDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
