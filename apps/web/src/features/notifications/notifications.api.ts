import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import type { NotificationPage, NotificationView, ReadAllResult, UnreadCount } from '@kairos/contracts';
import { queryClient } from '../../lib/query-client.ts';
import { call } from '../../lib/session.ts';
import type { NotificationsSearch } from './notifications-search.ts';
import { notificationKeys, unreadCount } from './unread.api.ts';

const pageSize = 30;
const listKey = [...notificationKeys, 'list'];

export const notificationsFound = (search: NotificationsSearch) =>
  infiniteQueryOptions({
    queryKey: [...listKey, search],
    queryFn: ({ pageParam, signal }) => call<NotificationPage>({ path: '/workflows/notifications', query: { ...search, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

const markRead = (id: string) => call<NotificationView>({ method: 'POST', path: `/workflows/notifications/${id}/read`, body: {} });

/** It counts as read at once; what the server says afterwards stands. */
export function readNotification({ id, priority }: NotificationView): Promise<NotificationView> {
  const readAt = new Date().toISOString();
  showAsRead((each) => (each.id === id ? { ...each, readAt } : each));
  queryClient.setQueryData<UnreadCount>(unreadCount().queryKey, (before) => before && { unread: Math.max(0, before.unread - 1), high: Math.max(0, before.high - (priority === 'high' ? 1 : 0)) });
  return markRead(id);
}

export function readAllNotifications(): Promise<ReadAllResult> {
  const readAt = new Date().toISOString();
  showAsRead((each) => ({ ...each, readAt: each.readAt ?? readAt }));
  queryClient.setQueryData<UnreadCount>(unreadCount().queryKey, { unread: 0, high: 0 });
  return call<ReadAllResult>({ method: 'POST', path: '/workflows/notifications/read-all', body: {} });
}

function showAsRead(change: (each: NotificationView) => NotificationView): void {
  queryClient.setQueriesData<InfiniteData<NotificationPage>>({ queryKey: listKey }, (before) => before && { ...before, pages: before.pages.map((page) => ({ ...page, items: page.items.map(change) })) });
}
