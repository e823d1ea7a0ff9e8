import { Alert, Drawer, Stack, Text } from '@mantine/core';
import type { TaskView, WorkflowDetail } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { TaskChecklist } from './task-checklist.tsx';
import { TaskComments } from './task-comments.tsx';
import { TaskDocuments } from './task-documents.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskMoves } from './task-moves.tsx';
import { taskText } from './task.text.ts';

type Props = { task: TaskView | undefined; tasks: readonly TaskView[]; workflow: WorkflowDetail; onOpen: (task: TaskView['id'] | undefined) => void };

/** One task beside the board, with everything that it takes to get it done. */
export function TaskDrawer({ task, tasks, workflow, onOpen }: Props) {
  const say = useTexts(taskText);
  const locale = useLocale();
  return (
    <Drawer opened onClose={() => onOpen(undefined)} position="right" size="min(38rem, 100vw)" title={task?.title[locale] ?? say('gone')} closeButtonProps={{ 'aria-label': say('close') }}>
      {task ? <Task task={task} tasks={tasks} workflow={workflow} onOpen={onOpen} /> : <Text>{say('gone')}</Text>}
    </Drawer>
  );
}

function Task({ task, tasks, workflow, onOpen }: Props & { task: TaskView }) {
  const say = useTexts(taskText);
  const word = useTexts(workflowWords);
  const may = useMay();
  const locale = useLocale();
  const isClosed = task.status === 'Completed' || task.status === 'Skipped';
  const mayWrite = may('workflows.workflow.write');
  const isActive = workflow.status === 'Active';
  return (
    <Stack gap="md" pb="lg">
      {task.instructions && <Text>{task.instructions[locale]}</Text>}
      <TaskFacts task={task} tasks={tasks} mayWrite={mayWrite && !isClosed} onOpen={onOpen} />
      {mayWrite && (isActive || isClosed) && <TaskMoves task={task} />}
      {mayWrite && !isActive && !isClosed && <Alert>{say('notActive', { state: word(workflow.status).toLocaleLowerCase(locale) })}</Alert>}
      {task.checklist.length > 0 && <TaskChecklist task={task} mayTick={mayWrite && !isClosed} />}
      {task.documents.length > 0 && may('documents.document.read') && <TaskDocuments task={task} mayHandIn={may('documents.document.write') && !isClosed} />}
      <TaskForm task={task} mayWrite={mayWrite && !isClosed} mayComplete={mayWrite && isActive && task.legalTransitions.includes('Completed')} />
      <TaskComments task={task} mayWrite={mayWrite} />
    </Stack>
  );
}
