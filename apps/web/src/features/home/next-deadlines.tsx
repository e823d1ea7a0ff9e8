import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { DeadlineGroup } from './group-deadlines.ts';
import { nextDeadlines } from './home.api.ts';
import { homeText } from './home.text.ts';
import classes from './home.module.css';

export function NextDeadlines() {
  const say = useTexts(homeText);
  const reading = useQuery(nextDeadlines());
  return (
    <Panel title={say('nextDeadlines')} actions={<Link to="/deadlines">{say('allDeadlines')}</Link>} reading={reading} empty={reading.data?.length === 0 && say('noDeadlines')}>
      <ul className={classes.list}>
        {reading.data?.map((group) => <Group key={group.key} group={group} />)}
      </ul>
    </Panel>
  );
}

/** One leads to itself, many to the list of them. */
function Group({ group: { first, count, complete } }: { group: DeadlineGroup }) {
  const say = useTexts(homeText);
  const locale = useLocale();
  const { id, obligation, plantName, dueOn, daysLeft } = first;
  const title = obligation.title[locale];
  const one = count === 1 && complete;
  return (
    <li className={classes.item}>
      {one || dueOn === null ? (
        <Link to="/deadlines/$deadlineId" params={{ deadlineId: id }} className={classes.link}>{title}</Link>
      ) : (
        <Link to="/deadlines" search={{ obligation: obligation.code, dueFrom: dueOn, dueTo: dueOn }} className={classes.link}>{title}</Link>
      )}
      <DueMark dueOn={dueOn} daysLeft={daysLeft} />
      <span className={classes.quiet}>{one ? (plantName ?? say('plantUnknown')) : say(complete ? 'ofPlants' : 'atLeastPlants', { count })}</span>
    </li>
  );
}
