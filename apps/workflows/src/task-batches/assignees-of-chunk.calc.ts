import { rowsReached } from '@kairos/auth';
import type { Assignee, RowScope, UserId } from '@kairos/contracts';
import { AssigneeNotKnown } from './task-batch.errors.ts';

/** Who may be named by the rows of a chunk: active members with what they reach, roles that somebody has, and teams. */
export type KnownAssignees = { members: ReadonlyMap<string, RowScope>; roles: ReadonlySet<string>; teams: ReadonlySet<string> };

/** Whom a row means. @throws AssigneeNotKnown */
export function assigneeNamed(text: string, plantId: string, { members, roles, teams }: KnownAssignees): Assignee {
  const rowScope = members.get(text.toLowerCase());
  if (rowScope && (rowsReached({ rowScope }, 'plants')?.includes(plantId) ?? true)) return { kind: 'user', userId: text.toLowerCase() as UserId };
  if (roles.has(text)) return { kind: 'role', role: text };
  if (teams.has(text)) return { kind: 'team', team: text };
  throw new AssigneeNotKnown();
}

/** An assignee as a file writes them. */
export function writtenAssignee(assignee: Assignee | null): string | null {
  if (!assignee) return null;
  return assignee.kind === 'user' ? assignee.userId : assignee.kind === 'role' ? assignee.role : assignee.team;
}
