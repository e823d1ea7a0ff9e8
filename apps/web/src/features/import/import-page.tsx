import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { DriftAlert } from '../../vocabulary/drift-alert.tsx';
import { ImportSteps, type ImportStep } from '../../vocabulary/import-steps.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { Corrections } from './corrections.tsx';
import { Impact } from './impact.tsx';
import { ImportActions } from './import-actions.tsx';
import { importJob, isApprovable, isMoving } from './import.api.ts';
import { importText } from './import.text.ts';
import type { ImportSearch } from './import-search.ts';
import { Problems } from './problems.tsx';
import { Rows } from './rows.tsx';
import { Standing } from './standing.tsx';
import { Tally } from './tally.tsx';

const RowDrawer = lazy(async () => ({ default: (await import('./row-drawer.tsx')).RowDrawer }));

function stepOf(job: ImportJobView): ImportStep | 'past' {
  if (job.mode === 'plan') return isApprovable(job) ? 'approve' : job.approval ? 'result' : 'plan';
  return isMoving(job) ? 'result' : 'past';
}

/** One import: how it stands, what became of its rows, and what can be done about those that were not taken. */
export function ImportPage() {
  const say = useTexts(importText);
  const word = useTexts(importWords);
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const { importJobId } = useParams({ from: '/inside/imports/$importJobId' });
  const search = useSearch({ from: '/inside/imports/$importJobId' });
  const navigate = useNavigate({ from: '/imports/$importJobId' });
  const reading = useQuery(importJob(importJobId));
  const { data: job } = reading;
  const change = useCallback((changed: Partial<ImportSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true, resetScroll: false }), [navigate]);
  const by = job && say('by', { name: nameOf(job.startedByUserId) ?? '…', at: instant(job.createdAt) });
  return (
    <Page
      title={job?.fileName ?? say('loading')}
      summary={job && `${say('summary', { mode: word(job.mode), target: word(job.target), recipe: job.recipe.name, version: job.recipe.version })}, ${by}`}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/imports" search={{}} />}>{say('all')}</Button>
          {job && <ImportActions job={job} />}
          <AsCommand path={`/intake/import-jobs/${importJobId}`} command={command`kairos jobs show ${importJobId}`} />
        </>
      }
    >
      {reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
      {job ? <Parts job={job} search={search} onChange={change} /> : !reading.error && <Skeleton h={220} />}
      {job && search.row !== undefined && (
        <Suspense>
          <RowDrawer key={search.row} job={job} row={search.row} onChange={change} />
        </Suspense>
      )}
    </Page>
  );
}

function Parts({ job, search, onChange }: { job: ImportJobView; search: ImportSearch; onChange: (changed: Partial<ImportSearch>) => void }) {
  return (
    <>
      <ImportSteps at={stepOf(job)} />
      <Standing job={job} onChange={onChange} />
      {job.drift && !job.drift.fits && (job.drift.stops || job.drift.missing.length > 0) && <DriftAlert drift={job.drift} />}
      <Tally job={job} search={search} onChange={onChange} />
      <Impact job={job} />
      <Corrections job={job} />
      <Problems job={job} onChange={onChange} />
      {!isMoving(job) && <Rows job={job} search={search} onChange={onChange} />}
    </>
  );
}
