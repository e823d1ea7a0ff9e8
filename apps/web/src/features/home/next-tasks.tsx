import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { myNextTasks } from './home.api.ts';
import { homeText } from './home.text.ts';
import classes from './home.module.css';

export function NextTasks() {
  const say = useTexts(homeText);
  const locale = useLocale();
  const reading = useQuery(myNextTasks());
  return (
    <Panel title={say('nextTasks')} reading={reading} empty={reading.data?.items.length === 0 && say('noTasks')}>
      <ul className={classes.list}>
        {reading.data?.items.map(({ id, title, workflowName, plantName, dueOn, daysLeft }) => (
          <li key={id} className={classes.item}>
            <span>{title[locale]}</span>
            <DueMark dueOn={dueOn} daysLeft={daysLeft} />
            <span className={classes.quiet}>{[plantName, workflowName].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
