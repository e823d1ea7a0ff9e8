import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { notificationPriorities, notificationTypes } from '@kairos/contracts';
import { command, options } from '../../lib/command-line.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { notificationWords } from '../../vocabulary/notification-words.ts';
import { NotificationList } from './notification-list.tsx';
import type { NotificationsSearch } from './notifications-search.ts';
import { notificationsText } from './notifications.text.ts';
import { ReadAll } from './read-all.tsx';
import { unreadCount } from './unread.api.ts';
import classes from './notifications.module.css';

/** Everything one was notified of, narrowed as one likes. */
export function NotificationsPage() {
  const say = useTexts(notificationsText);
  const word = useTexts(notificationWords);
  const search = useSearch({ from: '/inside/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  const { data: count } = useQuery(unreadCount());
  const change = (changed: Partial<NotificationsSearch>) => void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const narrowed = Object.values(search).some((value) => value !== undefined);
  return (
    <Page
      title={say('title')} summary={count && say('summary', count)}
      actions={
        <>
          <ReadAll />
          <Button variant="default" size="xs" renderRoot={(props) => <Link {...props} to="/profile" search={{ section: 'notifications' }} />}>{say('preferences')}</Button>
          <AsCommand path="/workflows/notifications" query={search} command={command`kairos notifications list${options({ '--unread': search.unread, '--type': search.type, '--priority': search.priority })}`} />
        </>
      }
    >
      <Group gap="xs" className="no-print" role="search">
        <SegmentedControl size="xs" aria-label={say('onlyUnread')} value={search.unread ? 'unread' : 'all'} onChange={(next) => change({ unread: next === 'unread' || undefined })} data={[{ value: 'all', label: say('all') }, { value: 'unread', label: say('onlyUnread') }]} />
        <Select aria-label={say('about')} placeholder={say('about')} clearable w="13rem" value={search.type ?? null} data={notificationTypes.map((value) => ({ value, label: word(value) }))} onChange={(type) => change({ type: type ?? undefined })} />
        <Select aria-label={say('priority')} placeholder={say('priority')} clearable w="9rem" value={search.priority ?? null} data={notificationPriorities.map((value) => ({ value, label: say(value) }))} onChange={(priority) => change({ priority: priority ?? undefined })} />
        {narrowed && <Button variant="subtle" onClick={() => change({ unread: undefined, type: undefined, priority: undefined })}>{say('clear')}</Button>}
      </Group>
      <div className={classes.page}>
        <NotificationList search={search} empty={<Empty title={say(narrowed ? 'nothingTitle' : 'emptyTitle')} hint={say(narrowed ? 'nothingHint' : 'emptyHint')} />} />
      </div>
    </Page>
  );
}
