import { queryOptions } from '@tanstack/react-query';
import type { DeadlinePage, DeadlineSummary, WorkflowPage } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const few = 6;
const mostWorkflows = 50;

/** The open deadlines of a plant that fall due first. */
export const nextDeadlines = (plantId: string) =>
  queryOptions({
    queryKey: ['workflows', 'deadlines', 'of-plant', plantId, 'next'],
    queryFn: async ({ signal }) => (await call<DeadlinePage>({ path: '/workflows/deadlines', query: { plantId, status: 'open', limit: few }, signal })).items,
  });

export const deadlinesSummary = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'deadlines', 'of-plant', plantId, 'summary'], queryFn: ({ signal }) => call<DeadlineSummary>({ path: '/workflows/deadlines/summary', query: { plantId }, signal }) });

/** The workflows of a plant, the newest first. */
export const workflowsOf = (plantId: string) =>
  queryOptions({
    queryKey: ['workflows', 'workflows', 'of-plant', plantId],
    queryFn: ({ signal }) => call<WorkflowPage>({ path: '/workflows/workflows', query: { plantId, limit: mostWorkflows }, signal }),
  });
