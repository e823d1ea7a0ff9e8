import { z } from 'zod';
import { Authority, ObligationCode, PlainDate, PlantId, type DeadlineSummary, type ListDeadlinesQuery } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const deadlineViews = ['open', 'overdue', 'within7', 'within30', 'within60', 'dateMissing', 'completed'] as const;
export type DeadlineViewName = (typeof deadlineViews)[number];

/** What the list is narrowed to, in its address; what it does not know is left out rather than refused. */
export const DeadlinesSearch = z.object({
  view: z.enum(deadlineViews).optional().catch(undefined),
  obligation: ObligationCode.optional().catch(undefined),
  authority: Authority.optional().catch(undefined),
  plantId: PlantId.optional().catch(undefined),
  dueFrom: PlainDate.optional().catch(undefined),
  dueTo: PlainDate.optional().catch(undefined),
});
export type DeadlinesSearch = z.infer<typeof DeadlinesSearch>;

type Query = Omit<ListDeadlinesQuery, 'limit' | 'cursor'>;
const queryOfView: Record<DeadlineViewName, Query> = {
  open: { status: 'open' },
  overdue: { overdue: 'true' },
  within7: { withinDays: 7 },
  within30: { withinDays: 30 },
  within60: { withinDays: 60 },
  dateMissing: { status: 'dateMissing' },
  completed: { status: 'completed' },
};
export const countOfView: Record<Exclude<DeadlineViewName, 'completed'>, keyof DeadlineSummary> = {
  open: 'open', overdue: 'overdue', within7: 'dueWithin7Days', within30: 'dueWithin30Days', within60: 'dueWithin60Days', dateMissing: 'dateMissing',
};

/** The query of the API that a search amounts to. */
export function deadlinesQuery({ view = 'open', ...filters }: DeadlinesSearch): Query {
  return { ...queryOfView[view], ...filters };
}

/** The line for the terminal that lists the same. */
export function deadlinesCommand(search: DeadlinesSearch): CommandLine {
  const { status, overdue, withinDays, plantId, obligation, authority, dueFrom, dueTo } = deadlinesQuery(search);
  const said = options({ '--overdue': overdue === 'true', '--status': status, '--within-days': withinDays, '--plant': plantId, '--obligation': obligation, '--authority': authority, '--due-from': dueFrom, '--due-to': dueTo });
  return command`kairos deadlines list${said}`;
}
