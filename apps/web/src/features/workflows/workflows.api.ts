import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  ApplicableTemplates, Assignee, CheckPointBody, CommentBody, CompleteTaskBody, Priority, RequirementList, StartWorkflowBody, TaskCommentPage, TaskCommentView, TaskData, TaskList, TaskState, TaskView, TimelinePage,
  WorkflowDetail, WorkflowPage, WorkflowStatus,
} from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { workflowsQuery, type WorkflowsSearch } from './workflows-search.ts';

const pageSize = 100;
const few = 20;
const at = (workflowId: string) => `/workflows/workflows/${workflowId}`;
type TaskPlace = { workflowId: string; id: string };
const ofTask = ({ workflowId, id }: TaskPlace) => `${at(workflowId)}/tasks/${id}`;

/** The workflows of a search, page by page as they are scrolled to. */
export const firstWorkflows = (search: WorkflowsSearch) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'workflows', 'list', workflowsQuery(search)],
    queryFn: ({ pageParam, signal }) => call<WorkflowPage>({ path: '/workflows/workflows', query: { ...workflowsQuery(search), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const workflowRead = (workflowId: string) => queryOptions({ queryKey: ['workflows', 'workflows', workflowId], queryFn: ({ signal }) => call<WorkflowDetail>({ path: at(workflowId), signal }) });

export const tasksOfWorkflow = (workflowId: string) =>
  queryOptions({ queryKey: ['workflows', 'workflows', workflowId, 'tasks'], queryFn: async ({ signal }) => (await call<TaskList>({ path: `${at(workflowId)}/tasks`, signal })).items });

export const timeline = (workflowId: string) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'workflows', workflowId, 'timeline'],
    queryFn: ({ pageParam, signal }) => call<TimelinePage>({ path: `${at(workflowId)}/timeline`, query: { limit: few, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const requirements = (task: TaskPlace) =>
  queryOptions({ queryKey: ['workflows', 'tasks', task.id, 'requirements'], queryFn: ({ signal }) => call<RequirementList>({ path: `${ofTask(task)}/requirements`, signal }) });

export const comments = (task: TaskPlace) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'tasks', task.id, 'comments'],
    queryFn: ({ pageParam, signal }) => call<TaskCommentPage>({ path: `${ofTask(task)}/comments`, query: { limit: few, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const applicable = (plantId: string) =>
  queryOptions({ queryKey: ['workflows', 'templates', 'applicable', plantId], queryFn: ({ signal }) => call<ApplicableTemplates>({ path: '/workflows/workflow-templates/applicable', query: { plantId }, signal }) });

export const startWorkflow = (body: StartWorkflowBody) => call<WorkflowDetail>({ method: 'POST', path: '/workflows/workflows', body });

export const moveWorkflow = ({ id, version }: Pick<WorkflowDetail, 'id' | 'version'>, status: WorkflowStatus, reason: string | undefined) =>
  call<WorkflowDetail>({ method: 'POST', path: `${at(id)}/status`, ifMatch: version, body: { status, ...(reason ? { reason } : {}) } });

type Versioned = Pick<TaskView, 'workflowId' | 'id' | 'version'>;
const command = (task: Versioned, verb: string, body: object) => call<TaskView>({ method: 'POST', path: `${ofTask(task)}/${verb}`, ifMatch: task.version, body });

export const moveTask = (task: Versioned, status: Exclude<TaskState, 'Completed'>, reason: string | undefined) => command(task, 'status', { status, ...(reason ? { reason } : {}) });
export const completeTask = (task: Versioned, body: Partial<CompleteTaskBody>) => command(task, 'complete', body);
export const rescheduleTask = (task: Versioned, dueOn: string, reason: string) => command(task, 'due-date', { dueOn, reason });
export const suspendTask = (task: Versioned, reason: string) => command(task, 'suspend', { reason });
export const resumeTask = (task: Versioned) => command(task, 'resume', {});
export const assignTask = (task: Versioned, assignee: Assignee | null) => command(task, 'assign', { assignee });
export const checkPoint = (task: Versioned, body: CheckPointBody) => command(task, 'checklist', body);
export const changeTask = (task: Versioned, body: { priority?: Priority; data?: TaskData }) => call<TaskView>({ method: 'PATCH', path: ofTask(task), ifMatch: task.version, body });
export const writeComment = (task: Versioned, body: Partial<CommentBody>) => call<TaskCommentView>({ method: 'POST', path: `${ofTask(task)}/comments`, body });
