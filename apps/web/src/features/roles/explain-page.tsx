import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { allPermissions, type ExplainBody } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { people } from '../../lib/people.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { usePermissionNames } from '../../vocabulary/use-permission-names.ts';
import { explainText } from './explain.text.ts';
import { ExplainedAccess } from './explained-access.tsx';
import { permissionsByService } from './grants.calc.ts';
import { RoleSections } from './role-sections.tsx';
import type { ExplainSearch } from './roles-search.ts';

/** Why somebody may do something, or why not; who and what stand in the address. */
export function ExplainPage() {
  const say = useTexts(explainText);
  const names = usePermissionNames();
  const may = useMay();
  const search = useSearch({ from: '/inside/roles/explain' });
  const navigate = useNavigate({ from: '/roles/explain' });
  const { data: own } = useQuery(me());
  const { data: known } = useQuery({ ...people(), enabled: may('identity.user.read') });
  const change = (changed: Partial<ExplainSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const permission = allPermissions.find((name) => name === search.permission);
  const userId = search.userId ?? own?.userId;
  const membershipId = userId === own?.userId ? own?.membershipId : known?.items.find(({ id }) => id === userId)?.membershipId;
  const body: ExplainBody | undefined = permission && membershipId && { permission, membershipId, ...(search.plantId ? { resource: { kind: 'plants', id: search.plantId } } : {}) };
  return (
    <Page title={say('title')} summary={say('summary')}>
      <RoleSections open="explain" />
      <Group align="flex-end" gap="sm">
        <Select
          label={say('who')} w="min(17rem, 100%)" searchable allowDeselect={false} value={userId ?? null} onChange={(value) => change({ userId: value === own?.userId ? undefined : (value ?? undefined) })}
          data={known?.items.map(({ id, displayName, email }) => ({ value: id as string, label: id === own?.userId ? `${displayName} (${say('self')})` : `${displayName}, ${email}` })) ?? (own ? [{ value: own.userId as string, label: own.displayName }] : [])}
        />
        <Select
          label={say('what')} w="min(26rem, 100%)" searchable clearable value={permission ?? null} onChange={(value) => change({ permission: value ?? undefined })}
          data={permissionsByService.map(({ service, permissions }) => ({ group: names.ofService(service), items: permissions.map((name) => ({ value: name as string, label: names.ofPermission(name) })) }))}
        />
        {may('assets.plant.read') && <PlantSelect label={say('plant')} value={search.plantId} onChange={(plantId) => change({ plantId })} />}
      </Group>
      {body ? <ExplainedAccess body={body} /> : <Empty title={say('chooseTitle')} hint={say('chooseHint')} />}
    </Page>
  );
}
