import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { calendarText } from './calendar.text.ts';
import type { DayGroup } from './day-groups.calc.ts';
import { addDays, dayByKey, weeksOf } from './month.calc.ts';
import classes from './calendar.module.css';

type Props = { month: string; today: string; chosen: string; days: ReadonlyMap<string, DayGroup[]>; loading: boolean; onChoose: (day: string) => void };

const aMonday = '2024-01-01';
const shownGroups = 3;
const weekdays = [0, 1, 2, 3, 4, 5, 6].map((at) => addDays(aMonday, at));

/** A month as a grid: arrows go from day to day and on into the next month, Page Up and Page Down from month to month. */
export function MonthGrid({ month, today, chosen, days, loading, onChoose }: Props) {
  const say = useTexts(calendarText);
  const formats = useFormats();
  const grid = useRef<HTMLTableElement>(null);
  const byKey = useRef(false);
  useEffect(() => {
    if (byKey.current) grid.current?.querySelector<HTMLButtonElement>(`[data-day="${chosen}"]`)?.focus();
    byKey.current = false;
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(chosen, event.key);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byKey.current = true;
    onChoose(next);
  };
  return (
    <table ref={grid} role="grid" aria-label={say('grid', { month: formats.month(month) })} aria-busy={loading} className={classes.grid} onKeyDown={onKeyDown}>
      <thead>
        <tr>{weekdays.map((day) => <th key={day} scope="col">{formats.weekday(day)}</th>)}</tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, at) => (
          <tr key={week.find((day) => day !== null) ?? at}>
            {week.map((day, weekday) => (day === null ? (
              <td key={weekday} role="gridcell" className={classes.outside} />
            ) : (
              <td key={day} role="gridcell" aria-selected={day === chosen} data-today={day === today || undefined}>
                <Day day={day} chosen={day === chosen} groups={days.get(day) ?? []} onChoose={onChoose} />
              </td>
            )))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, chosen, groups, onChoose }: { day: string; chosen: boolean; groups: DayGroup[]; onChoose: (day: string) => void }) {
  const say = useTexts(calendarText);
  const locale = useLocale();
  const { longDay, number } = useFormats();
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <button type="button" data-day={day} tabIndex={chosen ? 0 : -1} className={classes.day} aria-label={say('dayLabel', { day: longDay(day), count })} onClick={() => onChoose(day)}>
      <span className={classes.dayHead}>
        <span>{Number(day.slice(8))}</span>
        {count > 0 && <strong data-state={groups[0]?.state}>{number(count)}</strong>}
      </span>
      {groups.slice(0, shownGroups).map(({ key, first, state }) => <span key={key} className={classes.entry} data-state={state}>{first.obligation.title[locale]}</span>)}
      {groups.length > shownGroups && <span className={classes.entry}>{say('more', { count: groups.length - shownGroups })}</span>}
    </button>
  );
}
