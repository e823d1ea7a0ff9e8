import { queryOptions } from '@tanstack/react-query';
import type { DeadlineView, PlantView, WorkflowDetail } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { tasksToChoose } from '../../vocabulary/document-places.api.ts';

const steady = { retry: false, staleTime: 5 * 60_000 } as const;

/** What documents belong to, to be called by name. */
export const linkedPlant = (id: string) => queryOptions({ queryKey: ['assets', 'plants', 'chosen', id], queryFn: ({ signal }) => call<PlantView>({ path: `/assets/plants/${id}`, signal }), ...steady });
export const linkedWorkflow = (id: string) => queryOptions({ queryKey: ['workflows', 'workflows', id], queryFn: ({ signal }) => call<WorkflowDetail>({ path: `/workflows/workflows/${id}`, signal }), ...steady });
export const linkedDeadline = (id: string) => queryOptions({ queryKey: ['workflows', 'deadlines', id], queryFn: ({ signal }) => call<DeadlineView>({ path: `/workflows/deadlines/${id}`, signal }), ...steady });
export const tasksBeside = (workflowId: string) => ({ ...tasksToChoose(workflowId), ...steady });
