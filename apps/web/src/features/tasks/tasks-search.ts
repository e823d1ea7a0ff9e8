import { z } from 'zod';
import { Authority, PlantId, Priority, UserId } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const taskViews = ['mine', 'all', 'overdue'] as const;

/** What the inbox shows, in its address; mine unless it says otherwise. */
export const TasksSearch = z.object({
  view: z.enum(taskViews).optional().catch(undefined),
  plant: PlantId.optional().catch(undefined),
  authority: Authority.optional().catch(undefined),
  priority: Priority.optional().catch(undefined),
  assignee: UserId.optional().catch(undefined),
  /** Days from today. */
  within: z.coerce.number().int().min(0).max(365).optional().catch(undefined),
});
export type TasksSearch = z.infer<typeof TasksSearch>;

/** The route of the API and the query that a search amounts to; one's own tasks are not narrowed by authority, priority or person. */
export function tasksRequest({ view = 'mine', plant, within, ...others }: TasksSearch) {
  const both = { plantId: plant, dueWithinDays: within };
  if (view === 'mine') return { path: '/workflows/my-tasks', query: both };
  const { authority, priority, assignee } = others;
  return { path: '/workflows/tasks', query: { ...both, authority, priority, assigneeUserId: assignee, overdue: view === 'overdue' ? true : undefined } };
}

/** The same list in the terminal, as far as it knows the filters. */
export function tasksCommand({ view = 'mine', plant, within }: TasksSearch): CommandLine {
  return command`kairos tasks list${options({ '--everybody': view !== 'mine', '--overdue': view === 'overdue', '--plant': plant, '--within-days': within })}`;
}
