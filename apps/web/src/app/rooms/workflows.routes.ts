import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { firstTasks } from '../../features/tasks/tasks.api.ts';
import { TasksSearch } from '../../features/tasks/tasks-search.ts';
import { templateRead, templates } from '../../features/workflow-templates/templates.api.ts';
import { TemplatesSearch } from '../../features/workflow-templates/templates-search.ts';
import { comments, firstWorkflows, requirements, tasksOfWorkflow, timeline, workflowRead } from '../../features/workflows/workflows.api.ts';
import { WorkflowSearch, WorkflowsSearch } from '../../features/workflows/workflows-search.ts';
import { inside } from '../inside.ts';

const tasks = createRoute({
  getParentRoute: () => inside,
  path: '/tasks',
  validateSearch: TasksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstTasks(deps));
  },
  component: lazyRouteComponent(() => import('../../features/tasks/tasks-page.tsx'), 'TasksPage'),
});

const workflows = createRoute({
  getParentRoute: () => inside,
  path: '/workflows',
  validateSearch: WorkflowsSearch,
  loaderDeps: ({ search: { start: _, ...narrowing } }) => narrowing,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstWorkflows(deps));
  },
  component: lazyRouteComponent(() => import('../../features/workflows/workflows-page.tsx'), 'WorkflowsPage'),
});

const workflow = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$workflowId',
  validateSearch: WorkflowSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { workflowId }, deps: { task: id } }) => {
    void queryClient.prefetchQuery(workflowRead(workflowId));
    void queryClient.prefetchQuery(tasksOfWorkflow(workflowId));
    void queryClient.prefetchInfiniteQuery(timeline(workflowId));
    if (id === undefined) return;
    void queryClient.prefetchQuery(requirements({ workflowId, id }));
    void queryClient.prefetchInfiniteQuery(comments({ workflowId, id }));
  },
  component: lazyRouteComponent(() => import('../../features/workflows/workflow-page.tsx'), 'WorkflowPage'),
});

const workflowTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/workflow-templates',
  validateSearch: TemplatesSearch,
  loaderDeps: ({ search: { compose: _, ...narrowing } }) => narrowing,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(templates(deps));
  },
  component: lazyRouteComponent(() => import('../../features/workflow-templates/templates-page.tsx'), 'TemplatesPage'),
});

const workflowTemplate = createRoute({
  getParentRoute: () => inside,
  path: '/workflow-templates/$templateId',
  loader: ({ context: { queryClient }, params: { templateId } }) => {
    void queryClient.prefetchQuery(templateRead(templateId));
  },
  component: lazyRouteComponent(() => import('../../features/workflow-templates/template-page.tsx'), 'TemplatePage'),
});

export const workflowsRoutes = [tasks, workflows, workflow, workflowTemplates, workflowTemplate] as const;
