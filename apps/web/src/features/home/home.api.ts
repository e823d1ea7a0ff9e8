import { queryOptions } from '@tanstack/react-query';
import type { DeadlinePage, PortfolioMonths, PortfolioProduction, PortfolioSummary, TaskPage, WorkflowsDashboard } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { groupsOfDeadlines } from './group-deadlines.ts';

export const dashboard = () => queryOptions({ queryKey: ['workflows', 'dashboard'], queryFn: ({ signal }) => call<WorkflowsDashboard>({ path: '/workflows/dashboard', signal }) });

export const portfolioSummary = () => queryOptions({ queryKey: ['assets', 'plants', 'summary'], queryFn: ({ signal }) => call<PortfolioSummary>({ path: '/assets/plants/summary', signal }) });

export const production = () => queryOptions({ queryKey: ['assets', 'plants', 'production'], queryFn: ({ signal }) => call<PortfolioProduction>({ path: '/assets/plants/production', signal }) });

/** The last thirteen months that are over: the same month of the year before is among them. */
export const productionMonths = () => queryOptions({ queryKey: ['assets', 'plants', 'production', 'months'], queryFn: ({ signal }) => call<PortfolioMonths>({ path: '/assets/plants/production/months', signal }) });

/** The open deadlines that fall due next, those overdue first, equal ones together. */
export const nextDeadlines = () => queryOptions({ queryKey: ['workflows', 'deadlines', 'next-groups'], queryFn: ({ signal }) => groupsOfDeadlines((query) => call<DeadlinePage>({ path: '/workflows/deadlines', query, signal })) });

export const myNextTasks = () => queryOptions({ queryKey: ['workflows', 'my-tasks', 'next'], queryFn: ({ signal }) => call<TaskPage>({ path: '/workflows/my-tasks', query: { limit: 8 }, signal }) });
