import { queryOptions } from '@tanstack/react-query';
import type { Authority, CalendarFeedList, CreateCalendarFeedBody, DeadlinePage, DeadlineView, IssuedCalendarFeed } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { firstOf, lastOf } from './month.calc.ts';

const pageSize = 200;
/** A month of a large portfolio is told up to here, and that there is more. */
const mostPages = 10;

export type MonthOfDeadlines = { items: DeadlineView[]; complete: boolean };

export const dueInMonth = (month: string, authority: Authority | undefined) =>
  queryOptions({
    queryKey: ['workflows', 'deadlines', 'month', month, authority],
    queryFn: async ({ signal }): Promise<MonthOfDeadlines> => {
      const items: DeadlineView[] = [];
      let cursor: string | null = null;
      for (let pages = 0; pages < mostPages; pages++) {
        const query = { dueFrom: firstOf(month), dueTo: lastOf(month), authority, limit: pageSize, cursor };
        const page: DeadlinePage = await call<DeadlinePage>({ path: '/workflows/deadlines', query, signal });
        items.push(...page.items.filter(({ status }) => status !== 'withdrawn'));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      return { items, complete: cursor === null };
    },
  });

export const calendarFeeds = () =>
  queryOptions({ queryKey: ['workflows', 'calendar-feeds'], queryFn: async ({ signal }) => (await call<CalendarFeedList>({ path: '/workflows/calendar-feeds', signal })).items.filter(({ revokedAt }) => revokedAt === null) });

export const createFeed = (body: CreateCalendarFeedBody) => call<IssuedCalendarFeed>({ method: 'POST', path: '/workflows/calendar-feeds', body });

export const revokeFeed = (id: string) => call<void>({ method: 'DELETE', path: `/workflows/calendar-feeds/${id}` });
