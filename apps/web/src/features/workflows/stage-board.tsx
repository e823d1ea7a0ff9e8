import { Text, Title } from '@mantine/core';
import { IconFlag3, IconHourglass } from '@tabler/icons-react';
import type { TaskView, WorkflowDetail, WorkflowStageView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useAssigneeName } from '../../vocabulary/assignee.tsx';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { DueMark } from '../../ui/due-mark.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { workflowText } from './workflow.text.ts';
import classes from './workflow.module.css';

type Open = (task: TaskView['id']) => void;

/** A column for each stage, in their order; what a task waits for stands on it. */
export function StageBoard({ workflow, tasks, onOpen }: { workflow: WorkflowDetail; tasks: readonly TaskView[]; onOpen: Open }) {
  const say = useTexts(workflowText);
  return (
    <section className={classes.board} aria-label={say('board')} tabIndex={0}>
      {workflow.stages.map((stage) => <Stage key={stage.code} stage={stage} tasks={tasks.filter(({ stageCode }) => stageCode === stage.code)} all={tasks} onOpen={onOpen} />)}
    </section>
  );
}

function Stage({ stage, tasks, all, onOpen }: { stage: WorkflowStageView; tasks: readonly TaskView[]; all: readonly TaskView[]; onOpen: Open }) {
  const say = useTexts(workflowText);
  const locale = useLocale();
  return (
    <div className={classes.stage}>
      <div className={classes.stageHead}>
        <Title order={2}>{stage.title[locale]}</Title>
        <StateMark state={stage.status} />
      </div>
      <ProgressBar percent={stage.progressPercent} label={say('progressOf', { name: stage.title[locale] })} />
      {tasks.length === 0 && <Text c="var(--ink-quiet)">{say('noTasks')}</Text>}
      <ol className={classes.cards}>
        {tasks.map((task) => <li key={task.id}><Card task={task} all={all} onOpen={onOpen} /></li>)}
      </ol>
    </div>
  );
}

function Card({ task, all, onOpen }: { task: TaskView; all: readonly TaskView[]; onOpen: Open }) {
  const say = useTexts(workflowText);
  const locale = useLocale();
  const assigneeName = useAssigneeName();
  const { id, title, status, milestone, optional, dueOn, daysLeft, waitsFor, assignee } = task;
  const closed = status === 'Completed' || status === 'Skipped';
  const waiting = all.filter((other) => waitsFor.includes(other.id)).map((other) => other.title[locale]);
  const said = [milestone && say('milestone'), optional && say('optional'), assignee && assigneeName(assignee)].filter(Boolean).join(' · ');
  return (
    <button type="button" className={classes.card} data-closed={closed} onClick={() => onOpen(id)}>
      <span className={classes.cardTitle}>{milestone && <IconFlag3 size={15} aria-hidden />}{title[locale]}</span>
      <span className={classes.marks}>
        <StateMark state={status} />
        {!closed && <DueMark dueOn={dueOn} daysLeft={daysLeft} />}
      </span>
      {said && <span className={classes.quiet}>{said}</span>}
      {waiting.length > 0 && !closed && <span className={classes.quiet}><IconHourglass size={13} aria-hidden /> {say('waitsFor', { titles: waiting.join(', ') })}</span>}
    </button>
  );
}
