import { daysBetween } from '../obligations/plain-date.calc.ts';
import type { KindCount, ParameterValues } from '../notification-texts/render-notification.calc.ts';

/** A notification of something that falls due: of one thing, or of many. */
export type ToldOfDue = { dueOn?: string | null; parameters?: ParameterValues | null; subjectKind?: string | null; subjectId?: string | null; coveredKind?: string | null; coveredSubjectIds?: string[] | null };

/** Of these kinds it is known when they are done. */
const followed = new Set<string | null | undefined>(['deadline', 'task']);

/** The records whose state decides whether a notification is still to be told. */
export function followedBy({ dueOn, subjectKind, subjectId, coveredKind, coveredSubjectIds }: ToldOfDue): string[] {
  if (!dueOn || !followed.has(subjectKind ?? coveredKind)) return [];
  return coveredSubjectIds ?? (subjectId ? [subjectId] : []);
}

/**
 * What a notification says on a later day; null when there is nothing left to tell: it is done, has another date, or what it said would come
 * is past, which is told anew.
 *
 * @param open the due dates of those of the records it is about that are open, by their ids
 */
export function parametersOn(today: string, told: ToldOfDue, open: ReadonlyMap<string, string>): ParameterValues | null {
  const { dueOn, parameters, coveredSubjectIds } = told;
  if (!dueOn || !parameters) return parameters ?? {};
  const wasToCome = Number(parameters['daysLeft']) >= 0;
  const ids = followedBy(told);
  if (ids.length === 0) return wasToCome && today > dueOn ? null : { ...parameters, daysLeft: daysBetween(today, dueOn) };
  const standing = new Map(ids.flatMap((id): [string, string][] => {
    const date = open.get(id);
    return date !== undefined && (coveredSubjectIds ?? date === dueOn) && (!wasToCome || date >= today) ? [[id, date]] : [];
  }));
  const [first] = [...standing.values()].sort();
  if (first === undefined) return null;
  return { ...parameters, ...(coveredSubjectIds ? { count: standing.size, ...kindsAmong(standing, parameters) } : {}), dueOn: first, daysLeft: daysBetween(today, first) };
}

/** How many of each kind are left of those that were told. */
function kindsAmong(standing: ReadonlyMap<string, string>, { kinds }: ParameterValues): ParameterValues {
  if (!Array.isArray(kinds)) return {};
  return { kinds: (kinds as KindCount[]).map(({ kind, ids = [] }) => ({ kind, ids: ids.filter((id) => standing.has(id)) })).filter(({ ids }) => ids.length > 0).map((left) => ({ ...left, count: left.ids.length })) };
}
