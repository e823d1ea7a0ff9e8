import { Anchor, Button } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, type ReactNode } from 'react';
import type { WorkflowDetail } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { DueMark } from '../../ui/due-mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StageBoard } from './stage-board.tsx';
import { Timeline } from './timeline.tsx';
import { WorkflowActions } from './workflow-actions.tsx';
import { workflowText } from './workflow.text.ts';
import { tasksOfWorkflow, workflowRead } from './workflows.api.ts';
import type { WorkflowSearch } from './workflows-search.ts';
import { Skeletons } from './skeletons.tsx';
import classes from './workflow.module.css';

const TaskDrawer = lazy(async () => ({ default: (await import('./task-drawer.tsx')).TaskDrawer }));

/** One practice: its stages beside one another, a task of it, and what happened. */
export function WorkflowPage() {
  const say = useTexts(workflowText);
  const word = useTexts(workflowWords);
  const may = useMay();
  const { workflowId } = useParams({ from: '/inside/workflows/$workflowId' });
  const { task } = useSearch({ from: '/inside/workflows/$workflowId' });
  const navigate = useNavigate({ from: '/workflows/$workflowId' });
  const reading = useQuery(workflowRead(workflowId));
  const tasks = useQuery(tasksOfWorkflow(workflowId));
  const { data: workflow } = reading;
  const open = useCallback((next: WorkflowSearch['task']) => void navigate({ search: { task: next }, replace: next === undefined }), [navigate]);
  const failure = reading.error ?? tasks.error;
  const retry = () => Promise.all([reading.refetch(), tasks.refetch()]);

  return (
    <Page
      title={workflow?.name ?? say('board')} summary={workflow && [word(workflow.category), workflow.template && say('fromTemplate', workflow.template), workflow.description].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/workflows" search={{}} />}>{say('back')}</Button>
          {may('documents.document.read') && <Button variant="default" leftSection={<IconFiles size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/workflows/$workflowId/documents" params={{ workflowId }} />}>{say('documents')}</Button>}
          {workflow && may('workflows.workflow.write') && <WorkflowActions workflow={workflow} />}
          <AsCommand path={`/workflows/workflows/${workflowId}`} command={command`kairos workflows show ${workflowId}`} />
        </>
      }
    >
      {failure && <Failure error={failure} onRetry={retry} />}
      {workflow && <Facts workflow={workflow} onOpen={open} />}
      {workflow && tasks.data ? <StageBoard workflow={workflow} tasks={tasks.data} onOpen={open} /> : !failure && <Skeletons />}
      {workflow && <Timeline workflowId={workflowId} />}
      {task && tasks.data && workflow && (
        <Suspense>
          <TaskDrawer key={task} task={tasks.data.find(({ id }) => id === task)} tasks={tasks.data} workflow={workflow} onOpen={open} />
        </Suspense>
      )}
    </Page>
  );
}

function Facts({ workflow, onOpen }: { workflow: WorkflowDetail; onOpen: (task: WorkflowSearch['task']) => void }) {
  const say = useTexts(workflowText);
  const { number } = useFormats();
  const { name, plantId, plantName, plantCode, status, progressPercent, dueOn, daysLeft, overdueTaskCount, nextTask, estimatedHours, actualHours } = workflow;
  return (
    <dl className={classes.facts}>
      <Fact label={say('state')}><StateMark state={status} /></Fact>
      <Fact label={say('progress')}><ProgressBar percent={progressPercent} label={say('progressOf', { name })} /></Fact>
      <Fact label={say('plant')}><Link to="/plants/$plantId" params={{ plantId }} search={{}} className={classes.link}>{plantName ?? plantCode ?? plantId}</Link></Fact>
      <Fact label={say('ends')}><DueMark dueOn={dueOn} daysLeft={daysLeft} /></Fact>
      {nextTask && <Fact label={say('next')}><NextTask nextTask={nextTask} onOpen={onOpen} /></Fact>}
      {overdueTaskCount > 0 && <Fact label={say('overdueTasks', { count: overdueTaskCount })}><StateMark state="Delayed" /></Fact>}
      {estimatedHours !== null && <Fact label={say('hours')}>{say('hoursOf', { actual: number(actualHours), estimated: number(estimatedHours) })}</Fact>}
    </dl>
  );
}

function NextTask({ nextTask, onOpen }: { nextTask: NonNullable<WorkflowDetail['nextTask']>; onOpen: (task: WorkflowSearch['task']) => void }) {
  const locale = useLocale();
  return <Anchor component="button" type="button" inherit ta="left" onClick={() => onOpen(nextTask.taskId)}>{nextTask.title[locale]}</Anchor>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
