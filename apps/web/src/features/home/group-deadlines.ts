import type { DeadlinePage, DeadlineView } from '@kairos/contracts';

/** Deadlines of one obligation that fall due on one day; `complete` when all of them are counted. */
export type DeadlineGroup = { key: string; first: DeadlineView; count: number; complete: boolean };

const mostGroups = 8;
const mostReads = 4;
const pageSize = 100;
const dayMs = 86_400_000;

type Read = (query: { status: 'open'; limit: number; dueFrom?: string }) => Promise<DeadlinePage>;

/**
 * The next deadlines, equal ones of many plants as one. The API gives them one by one: where a day has more than a page holds, it
 * goes on with the day after, so that a portfolio of thousands costs a few requests and the counts of such a day are at least so many.
 */
export async function groupsOfDeadlines(read: Read): Promise<DeadlineGroup[]> {
  const groups = new Map<string, DeadlineGroup>();
  let dueFrom: string | undefined;
  for (let reads = 0; reads < mostReads && groups.size < mostGroups; reads++) {
    const { items, nextCursor } = await read({ status: 'open', limit: pageSize, ...(dueFrom === undefined ? {} : { dueFrom }) });
    const lastDay = items.at(-1)?.dueOn;
    const cut = nextCursor !== null && lastDay ? lastDay : undefined;
    for (const item of items) add(groups, item, item.dueOn !== cut);
    if (cut === undefined) break;
    dueFrom = dayAfter(cut);
  }
  return [...groups.values()].slice(0, mostGroups);
}

function add(groups: Map<string, DeadlineGroup>, first: DeadlineView, complete: boolean): void {
  const key = `${first.dueOn} ${first.obligation.code}`;
  const group = groups.get(key);
  if (group) group.count++;
  else groups.set(key, { key, first, count: 1, complete });
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
