import { Link } from '@tanstack/react-router';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { calendarText } from './calendar.text.ts';
import type { DayGroup } from './day-groups.calc.ts';
import classes from './calendar.module.css';

const tones: Record<DayGroup['state'], Tone> = { overdue: 'overdue', open: 'plain', completed: 'well' };

/** What falls due on a day; one leads to itself, many to the list of them. */
export function DayList({ groups }: { groups: readonly DayGroup[] }) {
  const say = useTexts(calendarText);
  const locale = useLocale();
  return (
    <ul className={classes.list}>
      {groups.map(({ key, first: { id, obligation, plantName, dueOn }, count, state }) => {
        const title = obligation.title[locale];
        const day = dueOn ?? undefined;
        return (
          <li key={key}>
            {count === 1 ? (
              <Link to="/deadlines/$deadlineId" params={{ deadlineId: id }} className={classes.link}>{title}</Link>
            ) : (
              <Link to="/deadlines" search={{ obligation: obligation.code, dueFrom: day, dueTo: day, ...(state === 'completed' ? { view: 'completed' as const } : {}) }} className={classes.link}>{title}</Link>
            )}
            <Mark tone={tones[state]}>{say(state)}</Mark>
            <span className={classes.quiet}>{count === 1 ? (plantName ?? say('plantUnknown')) : say('ofPlants', { count })}</span>
          </li>
        );
      })}
    </ul>
  );
}
