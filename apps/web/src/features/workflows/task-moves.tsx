import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TaskState, TaskView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { TaskProblem } from './task-problem.tsx';
import { taskText } from './task.text.ts';
import { useTaskCommand } from './use-task-command.ts';
import { moveTask, rescheduleTask, resumeTask, suspendTask } from './workflows.api.ts';

type Move = { to: Exclude<TaskState, 'Completed'>; reason?: string };
type Asked = Move['to'] | 'suspend' | 'due';

/** What can be done with a task from where it is: nothing else is offered, and what wants a reason asks for it. */
export function TaskMoves({ task }: { task: TaskView }) {
  const say = useTexts(taskText);
  const { day } = useFormats();
  const [asked, setAsked] = useState<Asked>();
  const move = useTaskCommand(({ to, reason }: Move) => moveTask(task, to, reason));
  const suspend = useTaskCommand((reason: string) => suspendTask(task, reason));
  const resume = useTaskCommand(() => resumeTask(task));
  const isClosed = task.status === 'Completed' || task.status === 'Skipped';
  const wantsReason = (to: Move['to']) => to === 'Blocked' || to === 'Skipped' || isClosed || (to === 'To Start' && task.peremptory !== null);
  const labelOf = (to: Move['to']) => (isClosed ? say('reopen') : task.status === 'Blocked' && to === 'In Progress' ? say('unblock') : say(to));
  // What waits does not begin, and what is not optional is not left out.
  const offered = task.legalTransitions.filter((to) => to !== 'Completed' && (to !== 'In Progress' || task.waitsFor.length === 0) && (to !== 'Skipped' || task.optional)) as Move['to'][];
  const close = () => setAsked(undefined);
  const onReason = (reason: string) => {
    if (asked === 'suspend') suspend.mutate(reason, { onSettled: close });
    else if (asked && asked !== 'due') move.mutate({ to: asked, reason }, { onSettled: close });
  };
  return (
    <Stack gap="xs">
      {task.blockedReason && <Alert color="yellow">{say('blocked', { reason: task.blockedReason })}</Alert>}
      {task.suspendedOn && <Alert color="yellow">{say('suspendedSince', { day: day(task.suspendedOn) })}</Alert>}
      {task.skipped && task.skipped.by !== 'choice' && <Alert>{say('skippedPlant')}</Alert>}
      <Group gap="xs" role="group" aria-label={say('moves')}>
        {offered.map((to) => (
          <Button
            key={to} size="xs" variant={to === 'In Progress' && !isClosed ? 'filled' : 'default'} loading={move.isPending && move.variables.to === to}
            onClick={() => (wantsReason(to) ? setAsked(to) : move.mutate({ to }))}
          >
            {labelOf(to)}
          </Button>
        ))}
        {!isClosed && task.dueOn && <Button size="xs" variant="default" onClick={() => setAsked('due')}>{say('moveDue')}</Button>}
        {task.authority && task.status !== 'To Start' && !isClosed && (task.suspendedOn
          ? <Button size="xs" variant="default" loading={resume.isPending} onClick={() => resume.mutate(undefined)}>{say('resume')}</Button>
          : <Button size="xs" variant="default" onClick={() => setAsked('suspend')}>{say('suspend')}</Button>)}
      </Group>
      <TaskProblem error={move.error ?? suspend.error ?? resume.error} task={task} />
      {asked === 'due' && <DueDialog task={task} onClose={close} />}
      {asked && asked !== 'due' && <ReasonDialog title={asked === 'suspend' ? say('suspend') : labelOf(asked)} busy={move.isPending || suspend.isPending} onReason={onReason} onClose={close} />}
    </Stack>
  );
}

function DueDialog({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const say = useTexts(taskText);
  const [dueOn, setDueOn] = useState(task.dueOn ?? '');
  const [tried, setTried] = useState(false);
  const reschedule = useTaskCommand(({ to, reason }: { to: string; reason: string }) => rescheduleTask(task, to, reason));
  const onReason = (reason: string) => {
    setTried(true);
    if (dueOn) reschedule.mutate({ to: dueOn, reason }, { onSuccess: onClose });
  };
  return (
    <ReasonDialog title={say('moveDue')} busy={reschedule.isPending} onReason={onReason} onClose={onClose}>
      <TextInput
        type="date" label={say('newDue')} description={say('moveHint')} required value={dueOn} error={tried && !dueOn && say('duePicked')}
        onChange={({ currentTarget }) => setDueOn(currentTarget.value)}
      />
      <TaskProblem error={reschedule.error} task={task} />
    </ReasonDialog>
  );
}
