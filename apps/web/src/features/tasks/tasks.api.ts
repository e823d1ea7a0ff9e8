import { infiniteQueryOptions } from '@tanstack/react-query';
import type { BulkUpdateTasksBody, TaskOutcome, TaskOutcomes, TaskPage } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { tasksRequest, type TasksSearch } from './tasks-search.ts';

const pageSize = 100;
/** As many as one request takes. */
const mostAtOnce = 200;

/** The open tasks of a search, page by page as they are scrolled to. */
export const firstTasks = (search: TasksSearch) => {
  const { path, query } = tasksRequest(search);
  return infiniteQueryOptions({
    queryKey: ['workflows', 'tasks', 'list', path, query],
    queryFn: ({ pageParam, signal }) => call<TaskPage>({ path, query: { ...query, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
};

/** Changes many tasks and tells what became of each, in their order. */
export async function changeTasks(tasks: BulkUpdateTasksBody['tasks']): Promise<TaskOutcome[]> {
  const outcomes: TaskOutcome[] = [];
  for (let at = 0; at < tasks.length; at += mostAtOnce) {
    const body: BulkUpdateTasksBody = { tasks: tasks.slice(at, at + mostAtOnce) };
    outcomes.push(...(await call<TaskOutcomes>({ method: 'POST', path: '/workflows/tasks/bulk', body })).items);
  }
  return outcomes;
}
