import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeadlineView, PlantView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PriorityMark } from '../../vocabulary/priority-mark.tsx';
import { deadlinesSummary, nextDeadlines } from './duties.api.ts';
import { dutiesText } from './duties.text.ts';
import classes from './duties.module.css';

/** What falls due of a plant, the most pressing first. */
export function PlantDeadlines({ plant: { id } }: { plant: PlantView }) {
  const say = useTexts(dutiesText);
  const reading = useQuery(nextDeadlines(id));
  const { data: counts } = useQuery(deadlinesSummary(id));
  const nothing = reading.data?.length === 0 && (counts?.dateMissing ?? 0) === 0;
  return (
    <Panel title={say('deadlines')} reading={reading} empty={nothing && say('noDeadlines')} actions={<Link to="/deadlines" search={{ plantId: id }}>{say('allDeadlines')}</Link>}>
      <ul className={classes.list}>
        {reading.data?.map((deadline) => <Deadline key={deadline.id} deadline={deadline} />)}
      </ul>
      {counts && (
        <p className={classes.foot}>
          <span>{say('openOnes', { count: counts.open })}</span>
          {counts.overdue > 0 && <Link to="/deadlines" search={{ plantId: id, view: 'overdue' }}>{say('overdueOnes', { count: counts.overdue })}</Link>}
          {counts.dateMissing > 0 && <Link to="/deadlines" search={{ plantId: id, view: 'dateMissing' }}>{say('undated', { count: counts.dateMissing })}</Link>}
        </p>
      )}
    </Panel>
  );
}

function Deadline({ deadline: { id, obligation, dueOn, daysLeft, priority } }: { deadline: DeadlineView }) {
  const locale = useLocale();
  return (
    <li className={classes.item}>
      <Link to="/deadlines/$deadlineId" params={{ deadlineId: id }} className={classes.link}>{obligation.title[locale]}</Link>
      <span className={classes.marks}>
        {priority && <PriorityMark priority={priority} />}
        <DueMark dueOn={dueOn} daysLeft={daysLeft} />
      </span>
    </li>
  );
}
