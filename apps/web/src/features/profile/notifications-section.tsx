import { useQuery } from '@tanstack/react-query';
import type { MeView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { NotificationsForm } from './notifications-form.tsx';
import { notificationsText } from './notifications.text.ts';
import { preferences } from './profile.api.ts';
import classes from './profile.module.css';

/** What one is mailed about, how often and when not. */
export function NotificationsSection(_: { account: MeView }) {
  const say = useTexts(notificationsText);
  const reading = useQuery(preferences());
  return (
    <div className={classes.parts}>
      <Panel title={say('title')} reading={reading}>
        <p className={classes.quiet}>{say('hint')}</p>
        {reading.data && <NotificationsForm key={reading.data.version} kept={reading.data} />}
      </Panel>
    </div>
  );
}
