import type pg from 'pg';
import type { StreamInspector } from '@kairos/event-bus';
import type { Migratable } from '../installation.ts';
import type { Operator } from '../operator.ts';

/** What a check looks at. `streams` is undefined while the broker cannot be reached. */
export type Patient = {
  operator: Pick<Operator, 'home' | 'gatewayUrl' | 'keys' | 'files'>;
  database: pg.Pool;
  streams: StreamInspector | undefined;
  services: readonly Migratable[];
};

/** Anything in `findings` breaks the invariant. */
export type Found = { counts: Record<string, number>; findings: string[] };
/** `notPresent` names what there is nothing of yet. */
export type Outcome = Found | { notPresent: string };
export type Check = { name: string; run(patient: Patient): Promise<Outcome> };

export type Verdict = { name: string; status: 'ok' | 'violated' | 'not present yet'; counts: Record<string, number>; findings: string[] };

/** Adds up the counts of several rows, keeps all findings. */
export function together(outcomes: Found[]): Found {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) for (const [name, count] of Object.entries(outcome.counts)) counts[name] = (counts[name] ?? 0) + count;
  return { counts, findings: outcomes.flatMap(({ findings }) => findings) };
}

/** The one row of an aggregate query. */
export async function oneRow<R extends pg.QueryResultRow>(database: pg.Pool, text: string, values: unknown[] = []): Promise<R> {
  const { rows } = await database.query<R>(text, values);
  if (!rows[0]) throw new Error('the query has no row');
  return rows[0];
}

/** The finding, when there is anything to find. */
export function when(count: number, finding: string): string[] {
  return count > 0 ? [finding] : [];
}
