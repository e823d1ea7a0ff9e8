import type { UseMutationResult } from '@tanstack/react-query';
import type { TaskView } from '@kairos/contracts';
import { queryClient } from '../../lib/query-client.ts';
import { useCommand } from '../../lib/use-command.ts';
import { tasksOfWorkflow } from './workflows.api.ts';

/** What the panel of a task says by itself, beside what was tried. */
export const shownHere = ['stale', 'illegal-transition', 'task-is-not-done', 'documents-missing', 'invalid-task-data', 'task-must-wait', 'term-is-peremptory', 'reason-required', 'suspension-not-possible'];

/** Changes a task; what it has become stands there at once, and everything that follows from it is read again. */
export function useTaskCommand<Input>(run: (input: Input) => Promise<TaskView>, done?: (task: TaskView) => string): UseMutationResult<TaskView, Error, Input> {
  return useCommand({
    run: async (input: Input) => {
      const changed = await run(input);
      queryClient.setQueryData(tasksOfWorkflow(changed.workflowId).queryKey, (tasks) => tasks?.map((task) => (task.id === changed.id ? changed : task)));
      return changed;
    },
    changes: [['workflows']],
    shows: shownHere,
    ...(done ? { done } : {}),
  });
}
