import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { me } from '../../lib/account.ts';
import { homeText } from './home.text.ts';
import { NeedsMe } from './needs-me.tsx';
import { NextDeadlines } from './next-deadlines.tsx';
import { NextTasks } from './next-tasks.tsx';
import { Portfolio } from './portfolio.tsx';
import classes from './home.module.css';

/** What needs whoever looks, first; then how the portfolio stands. */
export function HomePage() {
  const say = useTexts(homeText);
  const { data: account } = useQuery(me());
  const may = useMay();
  return (
    <Page
      title={say('title')} summary={account && say('greeting', { name: account.displayName })}
      actions={<AsCommand path="/workflows/dashboard" command="kairos dashboard" />}
    >
      <NeedsMe />
      <div className={classes.lists}>
        {may('workflows.deadline.read') && <NextDeadlines />}
        <div className={classes.column}>
          {may('workflows.workflow.read') && <NextTasks />}
          {may('assets.plant.read') && <Portfolio withProduction={may('assets.performance.read')} />}
        </div>
      </div>
    </Page>
  );
}
