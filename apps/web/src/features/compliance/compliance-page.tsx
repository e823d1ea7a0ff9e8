import { Group, SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { complianceAlertBelow } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { complianceMatrix, type MatrixRow } from './compliance.api.ts';
import { complianceText } from './compliance.text.ts';
import { useMatrixColumns } from './matrix-columns.tsx';

const none: readonly MatrixRow[] = [];
const nothing = () => undefined;

/** Plants against the items of the checklist, the worst first. */
export function CompliancePage() {
  const say = useTexts(complianceText);
  const may = useMay();
  const { number, percent } = useFormats();
  const search = useSearch({ from: '/inside/compliance' });
  const navigate = useNavigate({ from: '/compliance' });
  const columns = useMatrixColumns(may('workflows.deadline.read'));
  const { data, error, isFetching, refetch } = useQuery({ ...complianceMatrix(search), placeholderData: keepPreviousData });
  const only = search.only === 'alerts';
  const { plants = 0, meanScorePercent = null, alerts = 0 } = data?.overall ?? {};
  return (
    <Page full title={say('title')} summary={data && say('summary', { plants, mean: meanScorePercent === null ? '–' : percent(meanScorePercent / 100), alerts })}>
      <Group gap="sm" className="no-print">
        <SegmentedControl
          aria-label={say('which')} value={only ? 'alerts' : 'every'} onChange={(value) => void navigate({ search: { only: value === 'alerts' ? 'alerts' : undefined }, replace: true })}
          data={[{ value: 'every', label: say('every') }, { value: 'alerts', label: say('alerts') }]}
        />
        {data && !data.complete && <Text c="var(--ink-quiet)">{say('cut', { count: number(data.rows.length) })}</Text>}
      </Group>
      {error && <Failure error={error} onRetry={refetch} />}
      <DataTable
        label={say('table')} columns={columns} rows={data?.rows ?? none} total={data?.rows.length} loading={isFetching && !data} sort="" onSort={nothing} onEnd={nothing}
        empty={!error && <Empty title={say(only ? 'wellTitle' : 'noneTitle')} hint={say(only ? 'wellHint' : 'noneHint', { threshold: percent(complianceAlertBelow / 100) })} />}
      />
    </Page>
  );
}
