import { daysBetween } from '../obligations/plain-date.calc.ts';
import type { ParameterValues } from './render-notification.calc.ts';

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
  const standing = ids.flatMap((id) => open.get(id) ?? []).filter((date) => (coveredSubjectIds ?? date === dueOn) && (!wasToCome || date >= today)).sort();
  const [first] = standing;
  if (first === undefined) return null;
  return { ...parameters, ...(coveredSubjectIds ? { count: standing.length } : {}), dueOn: first, daysLeft: daysBetween(today, first) };
}
