import { Skeleton } from '@mantine/core';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { calendarText } from './calendar.text.ts';
import type { DayGroup } from './day-groups.calc.ts';
import { DayList } from './day-list.tsx';
import classes from './calendar.module.css';

/** The days of a month on which something falls due, one below the other. */
export function Agenda({ days, loading }: { days: ReadonlyMap<string, DayGroup[]>; loading: boolean }) {
  const say = useTexts(calendarText);
  const { longDay } = useFormats();
  if (loading) return <Skeleton h={180} />;
  if (days.size === 0) return <Panel title={say('agenda')} empty={say('nothingInMonth')} />;
  return (
    <div className={classes.column}>
      {[...days].sort(([a], [b]) => a.localeCompare(b)).map(([day, groups]) => (
        <Panel key={day} title={longDay(day)}>
          <DayList groups={groups} />
        </Panel>
      ))}
    </div>
  );
}
