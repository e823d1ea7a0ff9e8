import type { DeadlineObligation, DeadlineStatus, DeadlineView, Why, Withdrawal } from '@kairos/contracts';
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

/** @param today where the obligation lives: an open deadline is overdue from the day after its due date */
export function toDeadlineView(row: DeadlineRow, today: string): DeadlineView {
  const { completedOn, completionNote, completedBy, completedAt, withdrawnOn, withdrawal, openedAt, updatedAt, ...shown } = row;
  return {
    ...shown,
    overdue: row.status === 'open' && row.dueOn !== null && row.dueOn < today,
    completion: completedOn && completedBy && completedAt ? { completedOn, note: completionNote, completedBy, completedAt: toInstant(completedAt) } : null,
    openedAt: toInstant(openedAt),
    updatedAt: toInstant(updatedAt),
    withdrawal: withdrawal && withdrawnOn ? { ...withdrawal, withdrawnOn } : null,
  } as DeadlineView;
}
