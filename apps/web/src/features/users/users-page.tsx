import { Alert, Button, Group, Select } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { command, options } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleSections } from './people-sections.tsx';
import { useUserColumns } from './user-columns.tsx';
import type { UsersSearch } from './users-search.ts';
import { usersFound } from './users.api.ts';
import { usersText } from './users.text.ts';

const still = () => undefined;

/** Who works here. */
export function UsersPage() {
  const say = useTexts(usersText);
  const may = useMay();
  const search = useSearch({ from: '/inside/users' });
  const navigate = useNavigate({ from: '/users' });
  const columns = useUserColumns();
  const [inviting, setInviting] = useState(false);
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...usersFound(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = (changed: Partial<UsersSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Page
      full title={say('title')} summary={say('summary')}
      actions={
        <>
          {may('identity.user.manage') && <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>{say('invite')}</Button>}
          <AsCommand path="/identity/users" query={search} command={command`kairos users list${options({ '--text': search.text, '--inactive': search.active === 'false' })}`} />
        </>
      }
    >
      <PeopleSections open="people" />
      <Group gap="xs" className="no-print" role="search">
        <SearchField label={say('search')} value={search.text} onChange={(text) => change({ text })} />
        <Select
          aria-label={say('state')} placeholder={say('state')} clearable w="11rem" value={search.active ?? null}
          data={[{ value: 'true', label: say('onlyActive') }, { value: 'false', label: say('onlySuspended') }]}
          onChange={(value) => change({ active: (value ?? undefined) as UsersSearch['active'] })}
        />
      </Group>
      {error && <Alert color="red" role="alert" title={say('failed')}>{error.message}</Alert>}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && rows.length === 0} sort="" onSort={still} onEnd={more}
        empty={!error && <Empty title={say('noneTitle')} hint={say('noneHint')} />}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
