import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { command, options } from '../../lib/command-line.ts';
import { todayHere } from '../../lib/today.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { Agenda } from './agenda.tsx';
import { dueInMonth } from './calendar.api.ts';
import { calendarText } from './calendar.text.ts';
import { CalendarBar } from './calendar-bar.tsx';
import type { CalendarSearch } from './calendar-search.ts';
import { groupsByDay } from './day-groups.calc.ts';
import { DayList } from './day-list.tsx';
import { FeedsPanel } from './feeds-panel.tsx';
import { firstOf, lastOf, monthOf } from './month.calc.ts';
import { MonthGrid } from './month-grid.tsx';
import classes from './calendar.module.css';

const none: readonly never[] = [];

/** What falls due, by the day; the month stands in the address. */
export function CalendarPage() {
  const say = useTexts(calendarText);
  const formats = useFormats();
  const search = useSearch({ from: '/inside/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  const today = todayHere();
  const month = search.month ?? monthOf(today);
  const chosen = search.day && monthOf(search.day) === month ? search.day : monthOf(today) === month ? today : firstOf(month);
  const { data, error, isPending, refetch } = useQuery(dueInMonth(month, search.authority));
  const days = useMemo(() => groupsByDay(data?.items ?? none), [data]);
  const change = (changed: Partial<CalendarSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const goTo = (day: string) => change({ month: monthOf(day), day });
  const monthName = formats.month(month);

  return (
    <Page
      title={say('title')} summary={data && say(data.complete ? 'summary' : 'summaryCut', { month: monthName, count: data.items.length })}
      actions={
        <AsCommand
          path="/workflows/deadlines" query={{ dueFrom: firstOf(month), dueTo: lastOf(month), authority: search.authority }}
          command={command`kairos deadlines list --due-from ${firstOf(month)} --due-to ${lastOf(month)}${options({ '--authority': search.authority })} --all`}
        />
      }
    >
      <CalendarBar search={search} month={month} onChange={change} />
      {error && <Failure error={error} onRetry={refetch} />}
      <div className={classes.beside}>
        {search.view === 'agenda' ? (
          <Agenda days={days} loading={isPending} />
        ) : (
          <MonthGrid month={month} today={today} chosen={chosen} days={days} loading={isPending} onChoose={goTo} />
        )}
        <div className={classes.column}>
          {search.view !== 'agenda' && (
            <Panel title={formats.longDay(chosen)} reading={{ isPending, error, refetch }} empty={!days.has(chosen) && say('nothingOnDay')}>
              <DayList groups={days.get(chosen) ?? none} />
            </Panel>
          )}
          <FeedsPanel />
        </div>
      </div>
    </Page>
  );
}
