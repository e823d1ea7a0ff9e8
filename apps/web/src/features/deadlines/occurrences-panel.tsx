import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeadlineView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { DeadlineStanding } from './deadline-standing.tsx';
import { deadlineText } from './deadline.text.ts';
import { occurrences } from './deadlines.api.ts';
import classes from './deadlines.module.css';

/** The same obligation of the same plant, before and after. */
export function OccurrencesPanel({ deadline: { id, plantId, obligation } }: { deadline: DeadlineView }) {
  const say = useTexts(deadlineText);
  const { day } = useFormats();
  const reading = useQuery(occurrences(plantId, obligation.code));
  const others = reading.data?.some((each) => each.id !== id);
  return (
    <Panel title={say('occurrences')} reading={reading} empty={!others && say('onlyThis')}>
      <ul className={classes.list}>
        {reading.data?.map((each) => {
          const named = each.dueOn ? say('occurrence', { day: day(each.dueOn) }) : say('undated');
          return (
            <li key={each.id} aria-current={each.id === id ? 'true' : undefined}>
              {each.id === id ? <span>{named} · <strong>{say('thisOne')}</strong></span> : <Link to="/deadlines/$deadlineId" params={{ deadlineId: each.id }}>{named}</Link>}
              <DeadlineStanding deadline={each} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
