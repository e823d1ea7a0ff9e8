import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import {
  DeadlineCompleted, DeadlineOpened, DeadlineRescheduled, deadlineStatuses, DeadlineWithdrawn,
  type DeadlineNote, type DeadlineObligation, type DeadlineState, type DeadlineStatus, type Obligation, type ObligationPack, type Withdrawal, type Why,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import type { Due } from '../obligations/due-date.calc.ts';
import { CompletedBeforeItsTerm, CompletedInTheFuture, DeadlineIsNotPending } from './deadline.errors.ts';

const DeadlineSchema = defineEntity({
  name: 'Deadline',
  tableName: 'deadline',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    obligationCode: p.string(),
    obligation: p.json<DeadlineObligation>(),
    status: p.enum(deadlineStatuses),
    nominalDueOn: p.date().nullable(),
    dueOn: p.date().nullable(),
    countedFrom: p.date().nullable(),
    /** While the plant lacks the date: the occurrence it stood for when it had it. */
    lostOccurrence: p.json<Due>().nullable(),
    why: p.json<Why>(),
    notes: p.json<DeadlineNote[]>(),
    /** How often its entry in calendars was revised: it rises when the date moves and when it ends. */
    calendarSequence: p.integer(),
    completedOn: p.date().nullable(),
    completionNote: p.text().nullable(),
    completedBy: p.uuid().nullable(),
    completedAt: p.datetime().nullable(),
    withdrawnOn: p.date().nullable(),
    withdrawal: p.json<Withdrawal>().nullable(),
    openedAt: p.datetime(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
    version: p.integer().version(),
  },
});

export type OpeningTerms = { obligation: DeadlineObligation; due: Due; why: Why };
export type Completion = { completedOn: string; note: string | null; by: string };

const mostNotes = 20;

/** One occurrence of one obligation of one plant. */
export class Deadline extends DeadlineSchema.class {
  static open(owner: { tenantId: string; plantId: string }, terms: OpeningTerms): Deadline {
    const now = new Date();
    const deadline = Object.assign(new Deadline(), {
      ...owner,
      id: newId(),
      ...termsOf(terms),
      lostOccurrence: null, notes: [], calendarSequence: 0,
      completedOn: null, completionNote: null, completedBy: null, completedAt: null,
      withdrawnOn: null, withdrawal: null,
      openedAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<Deadline>);
    record(deadline, DeadlineOpened, stateOf(deadline));
    return deadline;
  }

  /** @param coveredAfter work up to this day met an earlier occurrence; null when any day counts */
  complete({ completedOn, note, by }: Completion, today: string, coveredAfter: string | null): void {
    if (!this.isPending()) throw new DeadlineIsNotPending(this.status);
    if (completedOn > today) throw new CompletedInTheFuture(completedOn, today);
    if (coveredAfter !== null && completedOn <= coveredAfter) throw new CompletedBeforeItsTerm(completedOn, coveredAfter);
    Object.assign(this, { calendarSequence: this.calendarSequence + 1, status: 'completed', completedOn, completionNote: note, completedBy: by, completedAt: new Date() });
    record(this, DeadlineCompleted, { ...stateOf(this), completedOn });
  }

  withdraw(withdrawal: Withdrawal, withdrawnOn: string): void {
    Object.assign(this, { calendarSequence: this.calendarSequence + 1, status: 'withdrawn', withdrawal, withdrawnOn });
    record(this, DeadlineWithdrawn, { ...stateOf(this), withdrawal });
  }

  /** The obligation applies again: the same deadline, with the terms of today. */
  reopen(terms: OpeningTerms): void {
    Object.assign(this, { ...termsOf(terms), lostOccurrence: null, calendarSequence: this.calendarSequence + 1, withdrawal: null, withdrawnOn: null });
    record(this, DeadlineOpened, stateOf(this));
  }

  reschedule(terms: OpeningTerms): void {
    const { nominalDueOn = null, dueOn: previousDueOn = null, countedFrom = null } = this;
    const lostOccurrence = terms.due.dueOn !== null ? null : previousDueOn === null ? (this.lostOccurrence ?? null) : { nominalDueOn, dueOn: previousDueOn, countedFrom };
    Object.assign(this, { ...termsOf(terms), lostOccurrence, calendarSequence: this.calendarSequence + 1 });
    record(this, DeadlineRescheduled, { ...stateOf(this), previousDueOn });
  }

  /** The last notes, of a plant that keeps changing too. */
  note(note: DeadlineNote): void {
    this.notes = [...this.notes, note].slice(-mostNotes);
  }

  isPending(): boolean {
    return this.status === 'open' || this.status === 'dateMissing';
  }
}
DeadlineSchema.setClass(Deadline);

/** An obligation as its pack words it today; a deadline keeps the wording it was opened with. */
export function obligationOf({ id, version }: ObligationPack, { code, title, authority, category }: Obligation): DeadlineObligation {
  return { packId: id, packVersion: version, code, title, authority, category };
}

/** What is published about a deadline. */
export function stateOf({ id, plantId, obligation, status, nominalDueOn, dueOn }: Deadline): DeadlineState {
  return { deadlineId: id, plantId, obligation, status, nominalDueOn: nominalDueOn ?? null, dueOn: dueOn ?? null } as DeadlineState;
}

function termsOf({ obligation, due, why }: OpeningTerms) {
  const status: DeadlineStatus = due.dueOn === null ? 'dateMissing' : 'open';
  return { obligation, obligationCode: obligation.code, status, ...due, why };
}
