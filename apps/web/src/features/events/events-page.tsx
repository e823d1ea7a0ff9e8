import { Button, Code, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { command, options } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EventSections } from './event-sections.tsx';
import { eventsText } from './events.text.ts';
import { useEvents } from './use-events.ts';

/** The events of the tenant as they come. */
export function EventsPage() {
  const say = useTexts(eventsText);
  const { instant } = useFormats();
  const { type } = useSearch({ from: '/inside/events' });
  const navigate = useNavigate({ from: '/events' });
  const { events, paused, held, connected, missed, pause, resume, clear } = useEvents();
  const rows = events.filter((event) => type === undefined || event.type.startsWith(type));
  const state = paused ? <Mark tone="due">{say('paused', { count: held })}</Mark> : <Mark tone={connected ? 'well' : 'overdue'}>{say(connected ? 'connected' : 'broken')}</Mark>;
  return (
    <Page title={say('title')} summary={<>{state} {say('summary')} {missed && say('missed')}</>} actions={<AsCommand path="/events" command={command`kairos events tail${options({ '--type': type })}`} />}>
      <EventSections open="live" />
      <Group gap="xs">
        <SearchField label={say('filter')} value={type} onChange={(next) => void navigate({ search: { type: next }, replace: true })} />
        <Button variant="default" leftSection={paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />} onClick={paused ? resume : pause}>{say(paused ? 'resume' : 'pause')}</Button>
        {events.length > 0 && <Button variant="subtle" onClick={clear}>{say('empty')}</Button>}
      </Group>
      {rows.length === 0 ? <Empty title={say('waitingTitle')} hint={say('waitingHint')} /> : (
        <PlainTable
          label={say('table')} rows={rows} keyOf={({ id }) => id}
          columns={[
            { key: 'type', label: say('type'), cell: (event) => event.type },
            { key: 'at', label: say('at'), cell: ({ time }) => instant(time) },
            { key: 'subject', label: say('subject'), cell: ({ subject }) => <Code>{subject}</Code> },
            { key: 'data', label: say('data'), cell: ({ data }) => <details><summary>{Object.keys(data).join(', ')}</summary><Code block>{JSON.stringify(data, undefined, 1)}</Code></details> },
          ]}
        />
      )}
    </Page>
  );
}
