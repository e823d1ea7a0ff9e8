import { Anchor, Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { priorities, type Assignee, type Priority, type TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AssigneeSelect, useAssigneeName } from '../../vocabulary/assignee.tsx';
import { PriorityMark } from '../../vocabulary/priority-mark.tsx';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { taskText } from './task.text.ts';
import { TaskProblem } from './task-problem.tsx';
import { useTaskCommand } from './use-task-command.ts';
import { assignTask, changeTask } from './workflows.api.ts';
import classes from './task.module.css';

type Props = { task: TaskView; tasks: readonly TaskView[]; mayWrite: boolean; onOpen: (task: TaskView['id']) => void };

/** How a task stands: state, term, who has it, and what it waits for. */
export function TaskFacts({ task, tasks, mayWrite, onOpen }: Props) {
  const say = useTexts(taskText);
  const word = useTexts(workflowWords);
  const { day } = useFormats();
  const locale = useLocale();
  const { status, dueOn, daysLeft, originalDueOn, completedOn, authority, practiceType, practiceCode, portal, credentials, suggestedRole, allowedRoles, waitsFor } = task;
  const waiting = tasks.filter(({ id }) => waitsFor.includes(id));
  return (
    <>
      <Group gap="xs">
        <StateMark state={status} />
        {completedOn ? `${say('completedOn')} ${day(completedOn)}` : <DueMark dueOn={dueOn} daysLeft={daysLeft} />}
        {!mayWrite && <PriorityMark priority={task.priority} />}
        {originalDueOn && dueOn && originalDueOn !== dueOn && <span className={classes.quiet}>{say('wasDue', { day: day(originalDueOn) })}</span>}
      </Group>
      {mayWrite && <Doing task={task} />}
      <dl className={classes.facts}>
        {!mayWrite && <AssignedTo assignee={task.assignee} />}
        {waiting.length > 0 && (
          <Fact label={say('waitsFor')}>
            {waiting.map(({ id, title }) => <Anchor key={id} component="button" type="button" inherit display="block" ta="left" onClick={() => onOpen(id)}>{title[locale]}</Anchor>)}
          </Fact>
        )}
        {authority && <Fact label={say('authority')}>{word(authority)}</Fact>}
        {practiceType && <Fact label={say('practice')}>{[practiceType, practiceCode].filter(Boolean).join(' · ')}</Fact>}
        {portal && <Fact label={say('portal')}><Portal href={portal} kinds={credentials.map((kind) => word(kind)).join(', ')} /></Fact>}
        {suggestedRole && <Fact label={say('suggested')}>{suggestedRole}</Fact>}
        {allowedRoles.length > 0 && <Fact label={say('allowed')}>{allowedRoles.map((role) => role.split('/').at(-1)).join(', ')}</Fact>}
        {task.peremptory && <Fact label={say('term')}><Term term={task.peremptory} /></Fact>}
      </dl>
    </>
  );
}

/** Who does it and how urgent it is, to be changed at once. */
function Doing({ task }: { task: TaskView }) {
  const say = useTexts(taskText);
  const word = useTexts(workflowWords);
  const assign = useTaskCommand((assignee: Assignee | null) => assignTask(task, assignee), () => say('assigned'));
  const change = useTaskCommand((priority: Priority) => changeTask(task, { priority }));
  return (
    <>
      <Group grow align="flex-end">
        <AssigneeSelect value={task.assignee} disabled={assign.isPending} onChange={(assignee) => assignee !== undefined && assign.mutate(assignee)} />
        <Select
          label={say('priority')} allowDeselect={false} disabled={change.isPending} value={task.priority} data={priorities.map((value) => ({ value, label: word(value) }))}
          onChange={(priority) => priority && change.mutate(priority as Priority)}
        />
      </Group>
      <TaskProblem error={assign.error ?? change.error} task={task} />
    </>
  );
}

function AssignedTo({ assignee }: { assignee: Assignee | null }) {
  const say = useTexts(taskText);
  const name = useAssigneeName();
  return <Fact label={say('assignedTo')}>{name(assignee)}</Fact>;
}

function Portal({ href, kinds }: { href: string; kinds: string }) {
  const say = useTexts(taskText);
  return (
    <>
      <Anchor inherit href={href} target="_blank" rel="noreferrer">{say('portalOpen')}</Anchor>
      {kinds && <span className={classes.quiet}> · {say('signInWith', { kinds })}</span>}
    </>
  );
}

function Term({ term: { endsOn, days, outcome } }: { term: NonNullable<TaskView['peremptory']> }) {
  const say = useTexts(taskText);
  const locale = useLocale();
  const { day } = useFormats();
  return endsOn ? say('termEnds', { day: day(endsOn), outcome: outcome[locale] }) : say('termOpen', { days, outcome: outcome[locale] });
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
