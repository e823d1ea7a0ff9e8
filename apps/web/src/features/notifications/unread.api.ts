import { queryOptions } from '@tanstack/react-query';
import type { UnreadCount } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const notificationKeys = ['workflows', 'notifications'];
/** Somebody may be told while the live stream is away. */
const looksEveryMs = 60_000;

export const unreadCount = () =>
  queryOptions({ queryKey: [...notificationKeys, 'unread'], queryFn: ({ signal }) => call<UnreadCount>({ path: '/workflows/notifications/unread-count', signal }), refetchInterval: looksEveryMs });
