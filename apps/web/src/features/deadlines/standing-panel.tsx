import { Link } from '@tanstack/react-router';
import type { DeadlineView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { deadlineWords } from '../../vocabulary/deadline-words.ts';
import { DeadlineStanding } from './deadline-standing.tsx';
import { deadlineText } from './deadline.text.ts';
import classes from './deadlines.module.css';

/** When it is due and why then, or how it ended. */
export function StandingPanel({ deadline }: { deadline: DeadlineView }) {
  const say = useTexts(deadlineText);
  const word = useTexts(deadlineWords);
  const { day, instant } = useFormats();
  const { plantId, plantName, plantCode, status, nominalDueOn, dueOn, windowOpensOn, openedAt, completion, withdrawal } = deadline;
  const moved = nominalDueOn !== null && dueOn !== null && nominalDueOn !== dueOn;
  return (
    <Panel title={say('standing')}>
      <Facts
        of={[
          [say('status'), word(status)],
          [say('due'), completion || withdrawal ? dueOn && day(dueOn) : <DeadlineStanding deadline={deadline} />],
          [say('nominal'), moved ? say('moved', { nominal: day(nominalDueOn), due: day(dueOn) }) : null],
          [say('window'), windowOpensOn && day(windowOpensOn)],
          [say('plant'), <Link key="plant" to="/deadlines" search={{ plantId }}>{[plantName ?? say('plantUnknown'), plantCode].filter(Boolean).join(' · ')}</Link>],
          [say('opened'), instant(openedAt)],
          [say('completedOn'), completion && day(completion.completedOn)],
          [say('proof'), completion?.note],
          [say('withdrawnOn'), withdrawal && day(withdrawal.withdrawnOn)],
        ]}
      />
      {status === 'dateMissing' && <p className={classes.quiet}>{say('dateMissingHint')}</p>}
      {withdrawal && <p>{word(withdrawal.reason)} {withdrawal.detail && <span lang="en" className={classes.quiet}>({withdrawal.detail})</span>}</p>}
    </Panel>
  );
}
