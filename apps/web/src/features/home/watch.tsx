import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { homeText } from './home.text.ts';
import { auditOfDay, eventsWaiting, healthNow } from './watch.api.ts';
import classes from './home.module.css';

/** What whoever watches over the organisation looks at first. */
export function Watch() {
  const say = useTexts(homeText);
  const may = useMay();
  const { number } = useFormats();
  const [seesEvents, seesHealth] = [may('platform.dead-letter.read'), may('platform.health.read')];
  const reading = useQuery(auditOfDay());
  const { data: waiting } = useQuery({ ...eventsWaiting(), enabled: seesEvents });
  const { data: health } = useQuery({ ...healthNow(), enabled: seesHealth });
  const counted = (status: 'denied' | 'failure') => number(reading.data?.byStatus.find((each) => each.status === status)?.count ?? 0);
  return (
    <Panel title={say('watch')} actions={<Link to="/audit/verify">{say('verifyTrail')}</Link>} reading={reading}>
      <ul className={classes.list}>
        <Line label={<Link to="/audit" className={classes.link}>{say('recorded')}</Link>} value={number(reading.data?.total ?? 0)} />
        <Line label={<Link to="/audit" search={{ status: 'denied' }} className={classes.link}>{say('denied')}</Link>} value={counted('denied')} />
        <Line label={<Link to="/audit" search={{ status: 'failure' }} className={classes.link}>{say('failures')}</Link>} value={counted('failure')} />
        {seesEvents && (
          <Line label={<Link to="/events/unconsumed" className={classes.link}>{say('eventsWaiting')}</Link>} value={waiting ? say(waiting.complete ? 'exactly' : 'atLeast', { count: number(waiting.count) }) : '–'} tone={waiting?.count ? classes.overdue : undefined} />
        )}
        {seesHealth && <Line label={<Link to="/health" className={classes.link}>{say('health')}</Link>} value={health ? say(health.status) : '–'} tone={health?.status === 'degraded' ? classes.overdue : undefined} />}
      </ul>
    </Panel>
  );
}

function Line({ label, value, tone }: { label: ReactNode; value: string; tone?: string | undefined }) {
  return (
    <li className={classes.item}>
      {label}
      <span className={tone}>{value}</span>
    </li>
  );
}
