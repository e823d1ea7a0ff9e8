import { Button, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { changeSetStatuses } from '@kairos/contracts';
import { command, options } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { changeSetWords } from '../../vocabulary/change-set-words.ts';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { ChangeSetMark } from './change-set-mark.tsx';
import { changeSets, changeSetsQuery, type ChangeSetsSearch } from './change-sets.api.ts';
import { changeSetsText } from './change-sets.text.ts';

/** What was proposed, those that wait for somebody first of all. */
export function ChangeSetsPage() {
  const say = useTexts(changeSetsText);
  const word = useTexts(changeSetWords);
  const { instant, number } = useFormats();
  const search = useSearch({ from: '/inside/change-sets' });
  const navigate = useNavigate({ from: '/change-sets' });
  const { status = 'proposed' } = search;
  const reading = useInfiniteQuery(changeSets(search));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  const waiting = status === 'proposed';
  return (
    <Page
      title={say('title')} summary={say('summary')}
      actions={<AsCommand path="/assets/change-sets" query={changeSetsQuery(search)} command={command`kairos change-sets list${options({ '--status': status === 'all' ? undefined : status })}`} />}
    >
      <Select
        aria-label={say('status')} w="12rem" allowDeselect={false} value={status} data={[...changeSetStatuses.map((value) => ({ value, label: word(value) })), { value: 'all', label: say('all') }]}
        onChange={(value) => void navigate({ search: { status: value === 'proposed' ? undefined : (value as ChangeSetsSearch['status']) }, replace: true })}
      />
      <Panel title={say('table')} reading={reading}>
        {rows.length === 0 ? (
          <Empty title={say(waiting ? 'noneTitle' : 'noSuch')} hint={say(waiting ? 'noneHint' : 'noSuchHint')} />
        ) : (
          <PlainTable
            label={say('table')} rows={rows} keyOf={({ id }) => id}
            columns={[
              { key: 'what', label: say('what'), cell: ({ id, title }) => <Link to="/change-sets/$changeSetId" params={{ changeSetId: id }}>{title}</Link> },
              { key: 'status', label: say('status'), cell: (row) => <ChangeSetMark status={row.status} /> },
              { key: 'plants', label: say('plants'), number: true, cell: ({ plantIds }) => number(plantIds.length) },
              { key: 'by', label: say('by'), cell: ({ proposedBy }) => <PersonName userId={proposedBy} /> },
              { key: 'at', label: say('at'), cell: ({ proposedAt }) => instant(proposedAt) },
            ]}
          />
        )}
        {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      </Panel>
    </Page>
  );
}
