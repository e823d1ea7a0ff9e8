import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { command } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { DisposalsPanel } from './disposals-panel.tsx';
import { schedulesPath } from './retention.api.ts';
import { retentionText } from './retention.text.ts';
import { SchedulesPanel } from './schedules-panel.tsx';
import { TombstonesPanel } from './tombstones-panel.tsx';
import classes from './retention.module.css';

const ListDrawer = lazy(async () => ({ default: (await import('./list-drawer.tsx')).ListDrawer }));

/** How long documents are kept, and how they go. */
export function RetentionPage() {
  const say = useTexts(retentionText);
  const { list } = useSearch({ from: '/inside/retention' });
  const navigate = useNavigate({ from: '/retention' });
  const mayManage = useMay()('documents.retention.manage');
  return (
    <Page title={say('title')} summary={say('summary')} actions={<AsCommand path={schedulesPath} command={command`kairos retention list`} />}>
      <div className={classes.parts}>
        <SchedulesPanel />
        {mayManage && <DisposalsPanel />}
        {mayManage && <TombstonesPanel />}
      </div>
      {mayManage && list && <Suspense><ListDrawer id={list} onClose={() => void navigate({ search: {}, replace: true })} /></Suspense>}
    </Page>
  );
}
