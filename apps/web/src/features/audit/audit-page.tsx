import { Alert } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { command, options, type CommandLine } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilters } from './audit-filters.tsx';
import type { AuditFilter, AuditSearch } from './audit-search.ts';
import { AuditSections } from './audit-sections.tsx';
import { auditQuery, auditRecords } from './audit.api.ts';
import { auditText } from './audit.text.ts';
import { ExportRecords } from './export-records.tsx';
import { RecordDrawer } from './record-drawer.tsx';

const still = () => undefined;

/** The same records at a command line. */
function commandOf(filter: AuditFilter): CommandLine {
  const { category, action, status, service, resourceType, resourceId, actor, text, from, until } = auditQuery(filter);
  const what = options({ '--category': category, '--action': action, '--status': status, '--service': service, '--resource-type': resourceType, '--resource-id': resourceId, '--actor': actor, '--text': text, '--from': from, '--until': until });
  return command`kairos audit export trail.jsonl${what}`;
}

/** What happened, the latest first; filters and the open record stand in the address. */
export function AuditPage() {
  const say = useTexts(auditText);
  const may = useMay();
  const { record, ...filter } = useSearch({ from: '/inside/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({ ...auditRecords(filter), placeholderData: keepPreviousData });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const change = useCallback((changed: Partial<AuditSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true }), [navigate]);
  const columns = useAuditColumns();
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const open = rows.find(({ id }) => id === record);
  return (
    <Page
      full title={say('title')} summary={say('summary')}
      actions={<>{may('identity.audit.export') && <ExportRecords filter={filter} />}<AsCommand path="/identity/audit-records" query={auditQuery(filter)} command={commandOf(filter)} /></>}
    >
      <AuditSections open="records" />
      <AuditFilters filter={filter} onChange={change} />
      {error && <Alert color="red" role="alert" title={say('failed')}>{error.message}</Alert>}
      <DataTable
        label={say('table')} columns={columns} rows={rows} total={hasNextPage ? undefined : rows.length} loading={isFetching && rows.length === 0} sort="" onSort={still} onEnd={more}
        empty={!error && <Empty title={say('noneTitle')} hint={say('noneHint')} />}
      />
      {open && <RecordDrawer record={open} onClose={() => change({ record: undefined })} />}
    </Page>
  );
}
