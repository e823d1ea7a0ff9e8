import type { DeadlineStatus, Obligation, ObligationPack, Why, Withdrawal } from '@kairos/contracts';
import { nextDue, type Completed, type Due } from '../obligations/due-date.calc.ts';
import { evaluate, tellFailure, type ObligationFacts } from '../obligations/predicate.calc.ts';

/** A deadline that is not completed: pending (`open`, `dateMissing`) or withdrawn. A plant has at most one per obligation. */
export type StandingDeadline = { [K in keyof Due]?: Due[K] } & { obligationCode: string; status: DeadlineStatus; withdrawnOn?: string | null };

/** The last completed occurrence of each obligation of a plant. */
export type CompletedDeadline = Completed & { obligationCode: string };

export type Step<D> =
  | { kind: 'open'; obligation: Obligation; due: Due; why: Why }
  | { kind: 'reopen'; deadline: D; obligation: Obligation; due: Due; why: Why }
  | { kind: 'reschedule'; deadline: D; obligation: Obligation; due: Due; why: Why }
  | { kind: 'withdraw'; deadline: D; withdrawal: Withdrawal };

type Plant = ObligationFacts & { deleted: boolean };
type Known<D> = { standing: readonly D[]; completed: readonly CompletedDeadline[] };

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

/** What has to happen so that a plant has exactly the deadlines its facts ask for. Nothing, when it already has them. */
export function reconcileObligations<D extends StandingDeadline>(pack: ObligationPack, plant: Plant, known: Known<D>, today: string): Step<D>[] {
  const retired = known.standing.filter(({ obligationCode }) => !pack.obligations.some(({ code }) => code === obligationCode));
  return [
    ...pack.obligations.flatMap((obligation) => stepFor(pack, obligation, plant, known, today)),
    ...withdraw(retired, { reason: 'obligationRetired', detail: `${pack.id} ${pack.version} has no such obligation` }),
  ];
}

/** Why an obligation applies, with the date its term is counted from. */
export function whyOf(obligation: Obligation, plant: ObligationFacts): Why {
  const { why } = evaluate(obligation.appliesWhen, plant);
  return obligation.due.kind === 'yearly' ? why : { ...why, fields: { ...why.fields, [obligation.due.from]: plant[obligation.due.from] } };
}

function stepFor<D extends StandingDeadline>(pack: ObligationPack, obligation: Obligation, plant: Plant, known: Known<D>, today: string): Step<D>[] {
  const standing = known.standing.filter(({ obligationCode }) => obligationCode === obligation.code);
  if (plant.deleted) return withdraw(standing, { reason: 'plantDeleted', detail: 'the plant left the portfolio' });
  const { applies, failed } = evaluate(obligation.appliesWhen, plant);
  if (!applies) {
    const detail = failed.map((comparison) => tellFailure(comparison, plant)).join('; ') || 'an excluding condition holds';
    return withdraw(standing, { reason: 'noLongerApplies', detail });
  }

  const completed = known.completed.find(({ obligationCode }) => obligationCode === obligation.code) ?? null;
  const dueFrom = (from: string) => nextDue(obligation, pack.calendar, plant, { from, completed });
  const why = whyOf(obligation, plant);
  const [deadline] = standing;
  if (!deadline) return [{ kind: 'open', obligation, due: dueFrom(today), why }];
  const due = dueFrom(today);
  const recounted = (deadline.countedFrom ?? null) !== due.countedFrom;
  if (deadline.status === 'withdrawn') {
    return [{ kind: 'reopen', deadline, obligation, due: recounted ? due : dueFrom(overdueAtWithdrawal(deadline) ?? today), why }];
  }
  return recounted ? [{ kind: 'reschedule', deadline, obligation, due, why }] : [];
}

/** An occurrence that was already late when the obligation lapsed is still owed when it applies again. */
function overdueAtWithdrawal({ dueOn, withdrawnOn }: StandingDeadline): string | null {
  return dueOn && withdrawnOn && dueOn < withdrawnOn ? dueOn : null;
}

function withdraw<D extends StandingDeadline>(standing: readonly D[], withdrawal: Withdrawal): Step<D>[] {
  return standing.filter(({ status }) => status !== 'withdrawn').map((deadline) => ({ kind: 'withdraw', deadline, withdrawal }));
}
