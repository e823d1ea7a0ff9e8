import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { me } from '../../lib/account.ts';
import { command } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { FailedImports } from './failed-imports.tsx';
import { columnsOf, partsFor, type HomePart } from './home-parts.calc.ts';
import { homeText } from './home.text.ts';
import { NeedsMe } from './needs-me.tsx';
import { NextDeadlines } from './next-deadlines.tsx';
import { NextTasks } from './next-tasks.tsx';
import { Portfolio } from './portfolio.tsx';
import { Watch } from './watch.tsx';
import classes from './home.module.css';

/** What needs whoever looks, first; the rest in the order in which it matters to who has such rights. */
export function HomePage() {
  const say = useTexts(homeText);
  const { data: account } = useQuery(me());
  const may = useMay();
  const works = may('workflows.workflow.read');
  const parts = partsFor(may);
  const shown: Record<HomePart, ReactNode> = {
    deadlines: <NextDeadlines key="deadlines" />, tasks: <NextTasks key="tasks" />, imports: <FailedImports key="imports" />,
    portfolio: <Portfolio key="portfolio" withProduction={may('assets.performance.read')} />, watch: <Watch key="watch" />,
  };
  return (
    <Page
      title={say('title')} summary={account && say(parts.length > 0 ? 'greeting' : 'nothingYours', { name: account.displayName })}
      actions={works && <AsCommand path="/workflows/dashboard" command={command`kairos dashboard`} />}
    >
      {works && <NeedsMe />}
      <div className={classes.lists}>
        {columnsOf(parts).map((column) => <div key={column[0]} className={classes.column}>{column.map((part) => shown[part])}</div>)}
      </div>
    </Page>
  );
}
