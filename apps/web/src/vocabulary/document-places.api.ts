import { queryOptions } from '@tanstack/react-query';
import type { RequirementList, TaskList, WorkflowPage } from '@kairos/contracts';
import { call } from '../lib/session.ts';

const most = 100;

/** The newest practices of a plant, to choose one of. */
export const workflowsOfPlant = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'workflows', 'of-plant', plantId], queryFn: async ({ signal }) => (await call<WorkflowPage>({ path: '/workflows/workflows', query: { plantId, limit: most }, signal })).items });

export const tasksToChoose = (workflowId: string) =>
  queryOptions({ queryKey: ['workflows', 'workflows', workflowId, 'tasks'], queryFn: async ({ signal }) => (await call<TaskList>({ path: `/workflows/workflows/${workflowId}/tasks`, signal })).items });

export const requirementsOfTask = (workflowId: string, taskId: string) =>
  queryOptions({
    queryKey: ['workflows', 'tasks', taskId, 'requirements'],
    queryFn: ({ signal }) => call<RequirementList>({ path: `/workflows/workflows/${workflowId}/tasks/${taskId}/requirements`, signal }),
  });
