import { Anchor, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { ListState } from './list-state.tsx';
import { disposalLists, drawUpList } from './retention.api.ts';
import { retentionText } from './retention.text.ts';

/** Lists of documents whose time is over, and who approved that they go. */
export function DisposalsPanel() {
  const say = useTexts(retentionText);
  const navigate = useNavigate({ from: '/retention' });
  const { instant, number } = useFormats();
  const { data, hasNextPage, fetchNextPage, ...reading } = useInfiniteQuery(disposalLists());
  const [asks, asking] = useDisclosure(false);
  const drawUp = useCommand({ run: drawUpList, changes: [['workflows', 'disposal-lists', 'list']], done: ({ documentCount }) => say('drawnUp', { count: documentCount }) });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const open = (list: string) => {
    asking.close();
    void navigate({ search: { list }, replace: true });
  };
  return (
    <Panel title={say('lists')} reading={reading} empty={rows.length === 0 && !asks && say('noLists')} actions={<Button size="xs" variant="default" onClick={asking.open}>{say('drawUp')}</Button>}>
      {rows.length > 0 && (
        <PlainTable
          label={say('lists')} rows={rows} keyOf={({ id }) => id}
          columns={[
            { key: 'at', label: say('at'), cell: ({ id, drawnUpAt }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/retention" search={{ list: id }} replace />}>{instant(drawnUpAt)}</Anchor> },
            { key: 'reason', label: say('reason'), cell: ({ reason }) => <Data>{reason}</Data> },
            { key: 'count', label: say('count'), number: true, cell: ({ documentCount }) => number(documentCount) },
            { key: 'by', label: say('by'), cell: ({ drawnUpByUserId }) => <PersonName userId={drawnUpByUserId} /> },
            { key: 'state', label: say('state'), cell: ({ status }) => <ListState status={status} /> },
          ]}
        />
      )}
      {hasNextPage && <Button variant="subtle" onClick={() => void fetchNextPage()}>{say('more')}</Button>}
      {asks && (
        <ReasonDialog title={say('drawUp')} busy={drawUp.isPending} onReason={(reason) => drawUp.mutate(reason, { onSuccess: ({ id }) => open(id) })} onClose={asking.close}>
          <Text>{say('drawUpHint')}</Text>
        </ReasonDialog>
      )}
    </Panel>
  );
}
