import type { DeadlineNote, DeadlineObligation, DeadlineStatus, DeadlineView, Obligation, Why, Withdrawal } from '@kairos/contracts';
import { daysBetween, priorityOf } from './priority.calc.ts';
import { toInstant } from '@kairos/tenancy';

/** A deadline as it is stored, with the plant it belongs to. */
export type DeadlineRow = {
  id: string;
  plantId: string;
  plantCode: string | null;
  plantName: string | null;
  obligation: DeadlineObligation;
  status: DeadlineStatus;
  nominalDueOn: string | null;
  dueOn: string | null;
  why: Why;
  notes: DeadlineNote[];
  completedOn: string | null;
  completionNote: string | null;
  completedBy: string | null;
  completedAt: string | null;
  withdrawnOn: string | null;
  withdrawal: Withdrawal | null;
  openedAt: string;
  updatedAt: string;
  version: number;
};

/**
 * @param wording the obligation in the words the deadline was opened with, when they are at hand
 * @param today where the obligation lives: an open deadline is overdue from the day after its due date
 */
export function toDeadlineView(row: DeadlineRow, wording: Obligation | undefined, today: string): DeadlineView {
  const { completedOn, completionNote, completedBy, completedAt, withdrawnOn, withdrawal, openedAt, updatedAt, ...shown } = row;
  const daysLeft = row.status === 'open' && row.dueOn !== null ? daysBetween(today, row.dueOn) : null;
  return {
    ...shown,
    windowOpensOn: windowOf(wording, row.nominalDueOn),
    overdue: daysLeft !== null && daysLeft < 0,
    daysLeft,
    priority: daysLeft === null ? null : priorityOf(daysLeft),
    rule: wording ? ruleOf(wording) : null,
    completion: completedOn && completedBy && completedAt ? { completedOn, note: completionNote, completedBy, completedAt: toInstant(completedAt) } : null,
    openedAt: toInstant(openedAt),
    updatedAt: toInstant(updatedAt),
    withdrawal: withdrawal && withdrawnOn ? { ...withdrawal, withdrawnOn } : null,
  } as DeadlineView;
}

function ruleOf({ legalReference, portal, requiredDocuments, leadAlertDays, notes }: Obligation): DeadlineView['rule'] {
  return { legalReference, portal, requiredDocuments, leadAlertDays, notes };
}

function windowOf(wording: Obligation | undefined, nominalDueOn: string | null): string | null {
  return wording?.windowOpensOn && nominalDueOn ? `${nominalDueOn.slice(0, 4)}-${wording.windowOpensOn}` : null;
}
