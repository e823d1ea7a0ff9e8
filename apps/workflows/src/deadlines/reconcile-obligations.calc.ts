import type { DeadlineNote, DeadlineStatus, Obligation, ObligationPack, PlantTrigger, Why, Withdrawal } from '@kairos/contracts';
import { movedTo, nextDue, sameOccurrence, type Completed, type Due } from '../obligations/due-date.calc.ts';
import { daysBetween } from '../obligations/plain-date.calc.ts';
import { evaluate, tellFailures, type ObligationFacts } from '../obligations/predicate.calc.ts';

/** A deadline that is not completed: pending (`open`, `dateMissing`) or withdrawn. A plant has at most one per obligation. */
export type StandingDeadline = { [K in keyof Due]?: Due[K] } & { obligationCode: string; status: DeadlineStatus; withdrawnOn?: string | null; lostOccurrence?: Due | null };

/** The last completed occurrence of each obligation of a plant. */
export type CompletedDeadline = Completed & { obligationCode: string };

export type Step<D> =
  | { kind: 'open'; obligation: Obligation; due: Due; why: Why }
  | { kind: 'reopen'; deadline: D; obligation: Obligation; due: Due; why: Why }
  | { kind: 'reschedule'; deadline: D; obligation: Obligation; due: Due; why: Why }
  | { kind: 'withdraw'; deadline: D; withdrawal: Withdrawal }
  | { kind: 'note'; deadline: D; note: DeadlineNote };

type Plant = ObligationFacts & { deleted: boolean };
type Known<D> = { standing: readonly D[]; completed: readonly CompletedDeadline[] };

/**
 * Why a plant is looked at again: what happened to it, on which day, and what was known before. A snapshot happens to
 * nothing and may stand for anything that was missed.
 */
export type Cause = { event: PlantTrigger | 'snapshot'; on: string; before: ObligationFacts | null };

/** Of the completed occurrences of a plant, the last one of each obligation. */
export function lastCompleted(occurrences: readonly { obligationCode: string; nominalDueOn?: string | null; completedOn?: string | null }[]): CompletedDeadline[] {
  const last = new Map<string, CompletedDeadline>();
  for (const { obligationCode, nominalDueOn = null, completedOn } of occurrences) {
    if (!completedOn) continue;
    const known = last.get(obligationCode);
    // Only a first occurrence is undated, so any dated one came after it.
    if (!known || (known.nominalDueOn ?? '') < (nominalDueOn ?? '')) last.set(obligationCode, { obligationCode, nominalDueOn, completedOn });
  }
  return [...last.values()];
}

/**
 * What has to happen so that a plant has exactly the deadlines its facts ask for. Nothing, when it already has them. What
 * stays while something comes or goes because a fact changed gets a note of that.
 */
export function reconcileObligations<D extends StandingDeadline>(pack: ObligationPack, plant: Plant, known: Known<D>, today: string, cause: Cause): Step<D>[] {
  const retired = known.standing.filter(({ obligationCode }) => !pack.obligations.some(({ code }) => code === obligationCode));
  const steps = [
    ...pack.obligations.flatMap((obligation) => stepFor(pack, obligation, plant, known, today, cause)),
    ...withdraw(retired, { reason: 'obligationRetired', detail: `${pack.id} ${pack.version} has no such obligation` }),
  ];
  return [...steps, ...notesFor(steps, plant, known.standing, today, cause)];
}

/** Why an obligation applies, with the date its term is counted from. */
export function whyOf(obligation: Obligation, plant: ObligationFacts, triggeredOn: string | null = null): Why {
  const { why } = evaluate(obligation.appliesWhen, plant);
  const { countedFrom } = obligation.due;
  if (!countedFrom) return why;
  return { ...why, fields: { ...why.fields, [countedFrom]: countedFrom === 'trigger' ? triggeredOn : plant[countedFrom] } };
}

function stepFor<D extends StandingDeadline>(pack: ObligationPack, obligation: Obligation, plant: Plant, known: Known<D>, today: string, cause: Cause): Step<D>[] {
  const standing = known.standing.filter(({ obligationCode }) => obligationCode === obligation.code);
  if (plant.deleted) return withdraw(standing, { reason: 'plantDeleted', detail: 'the plant left the portfolio' });
  const { applies, failed } = evaluate(obligation.appliesWhen, plant);
  if (!applies) return withdraw(standing, { reason: 'noLongerApplies', detail: tellFailures(failed, plant) });

  const completed = known.completed.find(({ obligationCode }) => obligationCode === obligation.code) ?? null;
  const [deadline] = standing;
  // A term that an event began runs on from there, whatever happens later.
  const triggeredOn = deadline && deadline.status !== 'withdrawn' ? (deadline.countedFrom ?? null) : cause.on;
  const dueFrom = (from: string) => nextDue(obligation, pack.calendar, plant, { from, completed, triggeredOn });
  const due = dueFrom(today);
  if (!due) return [];
  const why = whyOf(obligation, plant, triggeredOn);
  if (!deadline) return isTriggered(obligation, cause) ? [{ kind: 'open', obligation, due, why }] : [];
  const recounted = (deadline.countedFrom ?? null) !== due.countedFrom;
  // One that lost its date stands for the occurrence that it stood for before.
  const stood = { ...deadline, ...deadline.lostOccurrence };
  const same = recounted && !completed ? sameOccurrence(obligation, pack.calendar, plant, stood) : null;
  if (deadline.status === 'withdrawn') {
    if (!isTriggered(obligation, cause)) return [];
    const overdue = overdueAtWithdrawal(deadline);
    if (recounted) return [{ kind: 'reopen', deadline, obligation, due: overdue ? stillOwed(deadline, same, due) : due, why }];
    return [{ kind: 'reopen', deadline, obligation, due: dueFrom(overdue ?? today) ?? due, why }];
  }
  // While the plant lacks the date, what is overdue stays so: nobody settles what is owed by taking a date out.
  const keeps = recounted && due.dueOn === null && isPast(deadline, today);
  if (recounted && !keeps) return [{ kind: 'reschedule', deadline, obligation, due: isStillOwed(stood, same, due, today) ? theEarlier(same, due) : due, why }];
  return otherOfficeCloses(pack, obligation, plant, deadline).map((moved) => ({ kind: 'reschedule', deadline, obligation, due: moved, why }));
}

function isTriggered({ trigger }: Obligation, { event }: Cause): boolean {
  return trigger === 'recurring' || event === 'snapshot' || trigger.event.includes(event);
}

/** A plant whose municipality became known, or another one, keeps another patron saint: the same occurrence, on the day to keep there. */
function otherOfficeCloses(pack: ObligationPack, obligation: Obligation, plant: Plant, { nominalDueOn, dueOn, countedFrom }: StandingDeadline): Due[] {
  if (!obligation.shift.patronCounts || !nominalDueOn) return [];
  const moved = movedTo(obligation, pack.calendar, plant, nominalDueOn);
  return moved === dueOn ? [] : [{ nominalDueOn, dueOn: moved, countedFrom: countedFrom ?? null }];
}

/**
 * Whether a deadline keeps its occurrence when the date it is counted from is corrected: an overdue one always, so that no
 * correction settles what is owed; one that lies ahead unless the next occurrence is nearer to the day it was kept for.
 */
function isStillOwed({ dueOn }: StandingDeadline, same: Due | null, next: Due, today: string): boolean {
  if (!dueOn || !same?.dueOn || !next.dueOn) return false;
  return isPast({ dueOn }, today) || Math.abs(daysBetween(same.dueOn, dueOn)) < Math.abs(daysBetween(dueOn, next.dueOn));
}

function isPast({ dueOn }: Pick<StandingDeadline, 'dueOn'>, today: string): boolean {
  return dueOn !== null && dueOn !== undefined && dueOn < today;
}

/** What was late when it lapsed, on the day that the date of the plant asks for; on its own day while the plant lacks that date. */
function stillOwed({ nominalDueOn = null, dueOn = null, countedFrom = null }: StandingDeadline, same: Due | null, next: Due): Due {
  return next.dueOn === null ? { nominalDueOn, dueOn, countedFrom } : theEarlier(same, next);
}

/** The occurrence that a deadline stands for, unless the next one that lies ahead comes before it. */
function theEarlier(same: Due | null, next: Due): Due {
  return same?.dueOn && next.dueOn && same.dueOn < next.dueOn ? same : next;
}

/** An occurrence that was already late when the obligation lapsed is still owed when it applies again. */
function overdueAtWithdrawal({ dueOn, withdrawnOn }: StandingDeadline): string | null {
  return dueOn && withdrawnOn && dueOn < withdrawnOn ? dueOn : null;
}

function withdraw<D extends StandingDeadline>(standing: readonly D[], withdrawal: Withdrawal): Step<D>[] {
  return standing.filter(({ status }) => status !== 'withdrawn').map((deadline) => ({ kind: 'withdraw', deadline, withdrawal }));
}

function notesFor<D extends StandingDeadline>(steps: readonly Step<D>[], plant: Plant, standing: readonly D[], notedOn: string, { before, event }: Cause): Step<D>[] {
  // A snapshot tells what was not asked for before as well: nobody changed that.
  if (!before || event === 'snapshot') return [];
  const changed = (Object.keys(before) as (keyof ObligationFacts)[])
    .filter((field) => field in plant && before[field] !== plant[field] && !['code', 'name', 'deleted'].includes(field))
    .map((field) => ({ field, from: before[field], to: plant[field] }));
  const opened = steps.flatMap((step) => (step.kind === 'open' || step.kind === 'reopen' ? [step.obligation.code] : []));
  const withdrawn = steps.flatMap((step) => (step.kind === 'withdraw' ? [step.deadline.obligationCode] : []));
  if (changed.length === 0 || opened.length + withdrawn.length === 0) return [];
  const touched = new Set(steps.flatMap((step) => ('deadline' in step ? [step.deadline.obligationCode] : [])));
  const staying = standing.filter(({ status, obligationCode }) => (status === 'open' || status === 'dateMissing') && !touched.has(obligationCode));
  return staying.map((deadline) => ({ kind: 'note', deadline, note: { notedOn, changed, opened, withdrawn } }));
}
