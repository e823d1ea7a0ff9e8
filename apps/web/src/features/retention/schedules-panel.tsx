import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionScheduleView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { retentionWords } from '../../vocabulary/retention-words.ts';
import { schedules } from './retention.api.ts';
import { retentionText } from './retention.text.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import classes from './retention.module.css';

/** How long documents of each category are kept, and by what law. */
export function SchedulesPanel() {
  const say = useTexts(retentionText);
  const word = useTexts(documentWords);
  const start = useTexts(retentionWords);
  const mayManage = useMay()('documents.retention.manage');
  const reading = useQuery(schedules());
  const [editing, setEditing] = useState<RetentionScheduleView['category']>();
  const items = reading.data?.items ?? [];
  const edited = items.find(({ category }) => category === editing);
  const change = { key: 'change', label: say('actions'), cell: ({ category }: RetentionScheduleView) => <Button size="compact-sm" variant="subtle" aria-label={say('changeOf', { category: word(category) })} onClick={() => setEditing(category)}>{say('change')}</Button> };
  return (
    <Panel title={say('schedules')} reading={reading}>
      <PlainTable
        label={say('schedules')} rows={items} keyOf={({ category }) => category}
        columns={[
          { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
          { key: 'years', label: say('years'), cell: ({ years }) => say('keptFor', { years }) },
          { key: 'from', label: say('from'), cell: ({ countedFrom }) => start(countedFrom) },
          { key: 'law', label: say('law'), cell: ({ legalReference }) => <Data>{legalReference}</Data> },
          { key: 'origin', label: say('origin'), cell: ({ origin }) => say(origin) },
          ...(mayManage ? [change] : []),
        ]}
      />
      <p className={classes.quiet}>{say('schedulesHint')}</p>
      {edited && <ScheduleDialog key={`${edited.category} ${edited.version}`} schedule={edited} onClose={() => setEditing(undefined)} />}
    </Panel>
  );
}
