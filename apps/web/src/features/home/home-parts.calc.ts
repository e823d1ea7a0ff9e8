export const homeParts = ['deadlines', 'tasks', 'imports', 'portfolio', 'watch'] as const;
export type HomePart = (typeof homeParts)[number];

const needs: Record<HomePart, string> = {
  deadlines: 'workflows.deadline.read', tasks: 'workflows.workflow.read', imports: 'intake.import-job.read', portfolio: 'assets.plant.read', watch: 'identity.audit.read',
};

/**
 * What whoever holds these rights is shown, the most pressing first: deadlines to who keeps plants, work to who does it, how the portfolio
 * stands to who only looks, and what has to be watched over to who has nothing of plants at all.
 */
export function partsFor(may: (permission: string) => boolean): HomePart[] {
  const order: HomePart[] = may('assets.plant.update') ? ['deadlines', 'tasks', 'imports', 'portfolio', 'watch']
    : may('workflows.workflow.write') ? ['tasks', 'imports', 'deadlines', 'portfolio', 'watch']
    : may('assets.plant.read') ? ['portfolio', 'deadlines', 'imports', 'watch']
    : ['watch', 'deadlines', 'tasks', 'imports'];
  return order.filter((part) => may(needs[part]));
}

/** The first stands by itself at the left; the next ones beside it, and whatever is left below it. */
export function columnsOf(parts: readonly HomePart[]): HomePart[][] {
  return [parts.filter((_, at) => at === 0 || at > 3), parts.filter((_, at) => at > 0 && at <= 3)].filter((column) => column.length > 0);
}
