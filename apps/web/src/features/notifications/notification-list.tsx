import { ActionIcon, Anchor, Button, Skeleton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { NotificationView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useNameOf } from '../../lib/people.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Failure } from '../../ui/panel.tsx';
import { Mark } from '../../ui/mark.tsx';
import { addressOf } from './notification-address.calc.ts';
import { notificationsFound, readNotification } from './notifications.api.ts';
import type { NotificationsSearch } from './notifications-search.ts';
import { notificationsText } from './notifications.text.ts';
import { notificationKeys } from './unread.api.ts';
import classes from './notifications.module.css';

type Props = { search: NotificationsSearch; empty: ReactNode; onFollow?: () => void };

/** What one was notified of, the newest first; following one, or ticking it, reads it. */
export function NotificationList({ search, empty, onFollow }: Props) {
  const say = useTexts(notificationsText);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({ ...notificationsFound(search), placeholderData: keepPreviousData });
  const read = useCommand({ run: readNotification, changes: [notificationKeys] });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (isPending) return [1, 2, 3, 4].map((at) => <Skeleton key={at} h={52} my="sm" />);
  if (entries.length === 0) return empty;
  return (
    <>
      <ul className={classes.list} aria-label={say('list')}>
        {entries.map((entry) => <Entry key={entry.id} entry={entry} onRead={() => read.mutate(entry)} onFollow={onFollow} />)}
      </ul>
      {hasNextPage && <Button variant="subtle" fullWidth my="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('more')}</Button>}
    </>
  );
}

type EntryProps = { entry: NotificationView; onRead: () => void; onFollow: (() => void) | undefined };

function Entry({ entry, onRead, onFollow }: EntryProps) {
  const say = useTexts(notificationsText);
  const locale = useLocale();
  const nameOf = useNameOf();
  const { instant } = useFormats();
  const { priority, insteadOf, raisedAt } = entry;
  const [title, body, to, unread] = [entry.title[locale], entry.body[locale], addressOf(entry), entry.readAt === null];
  const follow = () => {
    if (unread) onRead();
    onFollow?.();
  };
  return (
    <li className={classes.entry}>
      <span className={unread ? classes.dot : undefined}>{unread && <span className="visually-hidden">{say('unread')}</span>}</span>
      <div>
        <span className={unread ? classes.unread : undefined}>
          {to === undefined ? title : <Anchor inherit renderRoot={(props) => <Link {...props} {...to} />} onClick={follow}>{title}</Anchor>}
        </span>
        <p>{body}</p>
        <p className={classes.quiet}>
          <time dateTime={raisedAt}>{instant(raisedAt)}</time>
          {insteadOf && ` · ${say('insteadOf', { name: nameOf(insteadOf) ?? say('aColleague') })}`} {priority === 'high' && <Mark tone="overdue">{say('urgent')}</Mark>}
        </p>
      </div>
      {unread && <ActionIcon variant="subtle" aria-label={say('markRead', { title })} onClick={onRead}><IconCheck size={16} /></ActionIcon>}
    </li>
  );
}
