import type { DeadlinePriority } from '@kairos/contracts';

const dayMs = 86_400_000;

/** Whole days from one date to another; negative when it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** How pressing a deadline is by the days left: up to 3 high, what is overdue among them; up to 7 medium; else low. */
export function priorityOf(daysLeft: number): DeadlinePriority {
  if (daysLeft <= 3) return 'High';
  return daysLeft <= 7 ? 'Medium' : 'Low';
}
