import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { MembershipId, SessionId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { RowScope } from '../permissions.ts';

/** What a membership may do, in full: services answer "may this caller?" from this alone. */
export const MembershipAccess = z.object({
  membershipId: MembershipId,
  userId: UserId,
  active: z.boolean(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  rowScope: RowScope,
  authzVersion: z.int().positive(),
});
export type MembershipAccess = z.infer<typeof MembershipAccess>;

export const AccessChanged = defineEvent({
  type: 'identity.access.changed',
  version: 1,
  summary: 'The roles, permissions or row scope of a membership changed, or it was created or ended.',
  visibility: { permission: 'identity.user.read' },
  data: MembershipAccess,
});

export const AccessSnapshot = defineEvent({
  type: 'identity.access.snapshot',
  version: 1,
  summary: 'The current access of a membership, re-emitted to rebuild projections.',
  data: MembershipAccess,
});

export const SessionRevoked = defineEvent({
  type: 'identity.access.session-revoked',
  version: 1,
  summary: 'A session ended before its time; its access tokens die with it.',
  visibility: { permission: 'identity.user.read' },
  data: z.object({ sessionId: SessionId, userId: UserId, revokedAt: Instant, reason: z.string() }),
});

/**
 * Published by identity's relay every 15 s once its outbox is empty: whoever has seen it has seen every access change
 * made before `beatAt`. It belongs to no tenant and has no outbox row.
 */
export const AccessBeat = z.object({ type: z.literal('identity.access.beat.v1'), beatAt: Instant });
export const accessBeatSubject = 'identity.access.beat.v1';
