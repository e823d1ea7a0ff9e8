import { Button, Group, Select } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { IssuedApiKey } from '@kairos/contracts';
import { me } from '../../lib/account.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { IssuedKeyDialog } from '../../vocabulary/api-key-actions.tsx';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { useApiKeyColumns } from './api-key-columns.tsx';
import { ApiKeyDrawer } from './api-key-drawer.tsx';
import { apiKeysFound, keysPath } from './api-keys.api.ts';
import { apiKeysCommand, apiKeysQuery, kinds, statuses, type ApiKeysSearch } from './api-keys-search.ts';
import { apiKeysText } from './api-keys.text.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';

const unsorted = () => undefined;

/** The keys of everybody: what programs may do here. */
export function ApiKeysPage() {
  const say = useTexts(apiKeysText);
  const word = useTexts(apiKeyWords);
  const search = useSearch({ from: '/inside/api-keys' });
  const navigate = useNavigate({ from: '/api-keys' });
  const change = useCallback((changed: Partial<ApiKeysSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const columns = useApiKeyColumns(useCallback((key: string) => change({ key }), [change]));
  const { data: account } = useQuery(me());
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...apiKeysFound(search), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedApiKey>();
  const narrowed = Object.values(apiKeysQuery(search)).some((value) => value !== undefined);
  const create = <Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setCreating(true)}>{word('create')}</Button>;
  return (
    <Page full title={say('title')} summary={say('summary')} actions={<>{!error && create}<AsCommand path={keysPath} query={apiKeysQuery(search)} command={apiKeysCommand(search)} /></>}>
      <Filters search={search} narrowed={narrowed} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && rows.length === 0} sort="" onSort={unsorted} onEnd={more}
        empty={!error && <Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')}>{!narrowed && create}</Empty>}
      />
      {account && search.key && <ApiKeyDrawer id={search.key} account={account} onClose={() => change({ key: undefined })} />}
      {account && creating && <NewKeyDialog account={account} onClose={() => setCreating(false)} onIssued={setIssued} />}
      {issued && <IssuedKeyDialog issued={issued} onClose={() => setIssued(undefined)} />}
    </Page>
  );
}

function Filters({ search, narrowed, onChange }: { search: ApiKeysSearch; narrowed: boolean; onChange: (changed: Partial<ApiKeysSearch>) => void }) {
  const say = useTexts(apiKeysText);
  const word = useTexts(apiKeyWords);
  return (
    <Group gap="xs" className="no-print" role="search">
      <Select aria-label={say('kind')} placeholder={say('kind')} clearable w="12rem" value={search.kind ?? null} data={kinds.map((value) => ({ value, label: word(value) }))} onChange={(kind) => onChange({ kind: (kind ?? undefined) as ApiKeysSearch['kind'] })} />
      <Select aria-label={say('status')} placeholder={say('status')} clearable w="12rem" value={search.status ?? null} data={statuses.map((value) => ({ value, label: word(value) }))} onChange={(status) => onChange({ status: (status ?? undefined) as ApiKeysSearch['status'] })} />
      {search.owner && <span>{say('ofOne')}</span>}
      {narrowed && <Button variant="subtle" onClick={() => onChange({ kind: undefined, status: undefined, owner: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
