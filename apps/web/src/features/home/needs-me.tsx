import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { dashboard } from './home.api.ts';
import { homeText } from './home.text.ts';
import classes from './home.module.css';

/** The numbers of the day; what somebody may not see does not stand there. */
export function NeedsMe() {
  const say = useTexts(homeText);
  const { number } = useFormats();
  const { data } = useQuery(dashboard());
  const shown = (count: number | undefined) => (count === undefined ? '–' : number(count));
  return (
    <dl className={classes.numbers}>
      {data?.deadlines !== null && (
        <>
          <Figure label={<Link to="/deadlines" search={{ view: 'overdue' }}>{say('overdue')}</Link>} value={shown(data?.deadlines?.overdue)} tone={data?.deadlines?.overdue ? classes.overdue : undefined} />
          <Figure label={<Link to="/deadlines" search={{ view: 'within30' }}>{say('within30')}</Link>} value={shown(data?.deadlines?.dueWithin30Days)} tone={data?.deadlines?.dueWithin30Days ? classes.due : undefined} />
        </>
      )}
      <Figure label={say('myTasks')} value={shown(data?.myTasks.open)} note={data && say('lateTasks', { count: data.myTasks.late })} />
      <Figure label={say('lateWorkflows')} value={shown(data?.workflows.late)} note={data && say('ofActive', { count: data.workflows.active })} />
      {data?.documents !== null && <Figure label={say('toReview')} value={shown(data?.documents?.toReview)} />}
      {data?.compliance !== null && (
        <Figure
          label={say('compliance')} note={data?.compliance && say('alerts', { count: data.compliance.alerts })}
          value={data?.compliance?.meanScorePercent === null || data === undefined ? '–' : `${shown(data.compliance?.meanScorePercent)} %`}
        />
      )}
    </dl>
  );
}

function Figure({ label, value, note, tone }: { label: ReactNode; value: string; note?: ReactNode; tone?: string | undefined }) {
  return (
    <div className={classes.number}>
      <dt>{label}</dt>
      <dd className={tone}>{value}</dd>
      {note && <dd>{note}</dd>}
    </div>
  );
}
