import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarFeedView, IssuedCalendarFeed } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { calendarFeeds, revokeFeed } from './calendar.api.ts';
import { calendarText } from './calendar.text.ts';
import { FeedForm } from './feed-form.tsx';
import { IssuedFeed } from './issued-feed.tsx';
import classes from './calendar.module.css';

/** Links that other calendars subscribe to: made here, shown once, revoked here. */
export function FeedsPanel() {
  const say = useTexts(calendarText);
  const reading = useQuery(calendarFeeds());
  const [issued, setIssued] = useState<IssuedCalendarFeed>();
  return (
    <Panel title={say('feeds')} reading={reading}>
      <p className={classes.quiet}>{say('feedsHint')}</p>
      <ul className={classes.list}>
        {reading.data?.map((feed) => <Feed key={feed.id} feed={feed} onRevoked={() => setIssued((shown) => (shown?.feed.id === feed.id ? undefined : shown))} />)}
      </ul>
      {issued && <IssuedFeed issued={issued} />}
      <FeedForm onIssued={setIssued} />
    </Panel>
  );
}

/** What is revoked stays revoked, so it is asked for twice. */
function Feed({ feed: { id, title, scope, createdAt }, onRevoked }: { feed: CalendarFeedView; onRevoked: () => void }) {
  const say = useTexts(calendarText);
  const { instant } = useFormats();
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useCommand({ run: () => revokeFeed(id).then(onRevoked), changes: [['workflows', 'calendar-feeds']], done: () => say('revoked', { title }) });
  return (
    <li>
      <Text span fw={500} truncate>{title}</Text>
      {asked ? (
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" color="red" loading={isPending} onClick={() => mutate(undefined)}>{say('revokeReally')}</Button>
          <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>{say('keep')}</Button>
        </Group>
      ) : (
        <Button size="xs" variant="default" aria-label={say('revokeOf', { title })} onClick={() => setAsked(true)}>{say('revoke')}</Button>
      )}
      <span className={classes.quiet}>{say(scope)} · {say('madeAt', { when: instant(createdAt) })}</span>
    </li>
  );
}
