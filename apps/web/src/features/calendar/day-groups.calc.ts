import type { DeadlineView } from '@kairos/contracts';

/** Deadlines of one obligation on one day that stand alike. */
export type DayGroup = { key: string; first: DeadlineView; count: number; state: 'overdue' | 'open' | 'completed' };

/** What falls due on each day, equal deadlines of many plants together, what is late first. */
export function groupsByDay(deadlines: readonly DeadlineView[]): ReadonlyMap<string, DayGroup[]> {
  const days = new Map<string, Map<string, DayGroup>>();
  for (const first of deadlines) {
    if (first.dueOn === null) continue;
    const state = first.status === 'completed' ? 'completed' : first.overdue ? 'overdue' : 'open';
    const key = `${first.obligation.code} ${state}`;
    const groups = days.get(first.dueOn) ?? new Map<string, DayGroup>();
    days.set(first.dueOn, groups);
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { key, first, count: 1, state });
  }
  const order = ['overdue', 'open', 'completed'];
  return new Map([...days].map(([day, groups]) => [day, [...groups.values()].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.count - a.count)]));
}
