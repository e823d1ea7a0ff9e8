import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { me } from '../lib/account.ts';
import { dashboard, myNextTasks, nextDeadlines, portfolioSummary } from '../features/home/home.api.ts';
import { dueInMonth } from '../features/calendar/calendar.api.ts';
import { CalendarSearch } from '../features/calendar/calendar-search.ts';
import { monthOf } from '../features/calendar/month.calc.ts';
import { complianceMatrix } from '../features/compliance/compliance.api.ts';
import { ComplianceSearch } from '../features/compliance/compliance-search.ts';
import { deadline, deadlinesSummary, firstDeadlines } from '../features/deadlines/deadlines.api.ts';
import { DeadlinesSearch } from '../features/deadlines/deadlines-search.ts';
import { obligationPacks } from '../features/obligations/obligations.api.ts';
import { ObligationsSearch } from '../features/obligations/obligations-search.ts';
import { firstPlants } from '../features/plants/plants.api.ts';
import { authorities, authorityRecord, plant as plantOf, registryCard } from '../features/plant/plant.api.ts';
import { PlantSearch } from '../features/plant/plant-search.ts';
import { changeSet as changeSetOf, changeSets as changeSetsOf, ChangeSetsSearch } from '../features/change-sets/change-sets.api.ts';
import { customFields } from '../vocabulary/custom-fields.api.ts';
import { PlantsSearch } from '../features/plants/plants-search.ts';
import { firstTasks } from '../features/tasks/tasks.api.ts';
import { TasksSearch } from '../features/tasks/tasks-search.ts';
import { templateRead, templates } from '../features/workflow-templates/templates.api.ts';
import { TemplatesSearch } from '../features/workflow-templates/templates-search.ts';
import { firstWorkflows, tasksOfWorkflow, timeline, workflowRead } from '../features/workflows/workflows.api.ts';
import { WorkflowSearch, WorkflowsSearch } from '../features/workflows/workflows-search.ts';
import { resumeSession } from '../lib/session.ts';
import { todayHere } from '../lib/today.ts';
import { Root } from './root.tsx';

/** What a route reads begins to load with its code: nothing waits for a component to ask. */
const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
  beforeLoad: async () => {
    const standing = await resumeSession();
    if (standing.state === 'signed-in' && !standing.session.passwordChangeRequired) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything behind the door. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const standing = await resumeSession();
    if (standing.state !== 'signed-in' || standing.session.passwordChangeRequired) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    void context.queryClient.prefetchQuery(me());
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(dashboard());
    void queryClient.prefetchQuery(portfolioSummary());
    void queryClient.prefetchQuery(nextDeadlines());
    void queryClient.prefetchQuery(myNextTasks());
  },
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const plants = createRoute({
  getParentRoute: () => inside,
  path: '/plants',
  validateSearch: PlantsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstPlants(deps));
  },
  component: lazyRouteComponent(() => import('../features/plants/plants-page.tsx'), 'PlantsPage'),
});

const plant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/$plantId',
  validateSearch: PlantSearch,
  loaderDeps: ({ search: { section } }) => ({ section }),
  loader: ({ context: { queryClient }, params: { plantId }, deps: { section = 'overview' } }) => {
    void queryClient.prefetchQuery(plantOf(plantId));
    if (section !== 'overview') return;
    void queryClient.prefetchQuery(registryCard(plantId));
    for (const authority of authorities) void queryClient.prefetchQuery(authorityRecord(plantId, authority));
  },
  component: lazyRouteComponent(() => import('../features/plant/plant-page.tsx'), 'PlantPage'),
});

const registerPlant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/new',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(customFields());
  },
  component: lazyRouteComponent(() => import('../features/plant/register-plant-page.tsx'), 'RegisterPlantPage'),
});

const editPlant = createRoute({
  getParentRoute: () => inside,
  path: '/plants/$plantId/edit',
  loader: ({ context: { queryClient }, params: { plantId } }) => {
    void queryClient.prefetchQuery(plantOf(plantId));
    void queryClient.prefetchQuery(customFields());
  },
  component: lazyRouteComponent(() => import('../features/plant/edit-plant-page.tsx'), 'EditPlantPage'),
});

const changeSets = createRoute({
  getParentRoute: () => inside,
  path: '/change-sets',
  validateSearch: ChangeSetsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(changeSetsOf(deps));
  },
  component: lazyRouteComponent(() => import('../features/change-sets/change-sets-page.tsx'), 'ChangeSetsPage'),
});

const changeSet = createRoute({
  getParentRoute: () => inside,
  path: '/change-sets/$changeSetId',
  loader: ({ context: { queryClient }, params: { changeSetId } }) => {
    void queryClient.prefetchQuery(changeSetOf(changeSetId));
  },
  component: lazyRouteComponent(() => import('../features/change-sets/change-set-page.tsx'), 'ChangeSetPage'),
});

const deadlines = createRoute({
  getParentRoute: () => inside,
  path: '/deadlines',
  validateSearch: DeadlinesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstDeadlines(deps));
    void queryClient.prefetchQuery(deadlinesSummary(deps));
  },
  component: lazyRouteComponent(() => import('../features/deadlines/deadlines-page.tsx'), 'DeadlinesPage'),
});

const oneDeadline = createRoute({
  getParentRoute: () => inside,
  path: '/deadlines/$deadlineId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(deadline(params.deadlineId));
  },
  component: lazyRouteComponent(() => import('../features/deadlines/deadline-page.tsx'), 'DeadlinePage'),
});

const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/calendar',
  validateSearch: CalendarSearch,
  loaderDeps: ({ search: { month, authority } }) => ({ month, authority }),
  loader: ({ context: { queryClient }, deps: { month = monthOf(todayHere()), authority } }) => {
    void queryClient.prefetchQuery(dueInMonth(month, authority));
  },
  component: lazyRouteComponent(() => import('../features/calendar/calendar-page.tsx'), 'CalendarPage'),
});

const compliance = createRoute({
  getParentRoute: () => inside,
  path: '/compliance',
  validateSearch: ComplianceSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(complianceMatrix(deps));
  },
  component: lazyRouteComponent(() => import('../features/compliance/compliance-page.tsx'), 'CompliancePage'),
});

const obligations = createRoute({
  getParentRoute: () => inside,
  path: '/obligations',
  validateSearch: ObligationsSearch,
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(obligationPacks());
  },
  component: lazyRouteComponent(() => import('../features/obligations/obligations-page.tsx'), 'ObligationsPage'),
});

const tasks = createRoute({
  getParentRoute: () => inside,
  path: '/tasks',
  validateSearch: TasksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstTasks(deps));
  },
  component: lazyRouteComponent(() => import('../features/tasks/tasks-page.tsx'), 'TasksPage'),
});

const workflows = createRoute({
  getParentRoute: () => inside,
  path: '/workflows',
  validateSearch: WorkflowsSearch,
  loaderDeps: ({ search: { start: _, ...narrowing } }) => narrowing,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstWorkflows(deps));
  },
  component: lazyRouteComponent(() => import('../features/workflows/workflows-page.tsx'), 'WorkflowsPage'),
});

const workflow = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$workflowId',
  validateSearch: WorkflowSearch,
  loader: ({ context: { queryClient }, params: { workflowId } }) => {
    void queryClient.prefetchQuery(workflowRead(workflowId));
    void queryClient.prefetchQuery(tasksOfWorkflow(workflowId));
    void queryClient.prefetchInfiniteQuery(timeline(workflowId));
  },
  component: lazyRouteComponent(() => import('../features/workflows/workflow-page.tsx'), 'WorkflowPage'),
});

const workflowTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/workflow-templates',
  validateSearch: TemplatesSearch,
  loaderDeps: ({ search: { compose: _, ...narrowing } }) => narrowing,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(templates(deps));
  },
  component: lazyRouteComponent(() => import('../features/workflow-templates/templates-page.tsx'), 'TemplatesPage'),
});

const workflowTemplate = createRoute({
  getParentRoute: () => inside,
  path: '/workflow-templates/$templateId',
  loader: ({ context: { queryClient }, params: { templateId } }) => {
    void queryClient.prefetchQuery(templateRead(templateId));
  },
  component: lazyRouteComponent(() => import('../features/workflow-templates/template-page.tsx'), 'TemplatePage'),
});

export const routeTree = root.addChildren([signIn, inside.addChildren([home, plants, plant, registerPlant, editPlant, changeSets, changeSet, deadlines, oneDeadline, calendar, compliance, obligations, tasks, workflows, workflow, workflowTemplates, workflowTemplate])]);
