import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { SessionRevoked, type AuthenticationMethod, type SessionId, type UserId } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { methodsTogether } from './methods-together.calc.ts';
import type { SessionLimits } from './session-limits.calc.ts';

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    membershipId: p.uuid(),
    userId: p.uuid(),
    address: p.string().nullable(),
    userAgent: p.string().nullable(),
    methods: p.array<AuthenticationMethod>().columnType('text[]'),
    startedAt: p.datetime(),
    authenticatedAt: p.datetime(),
    lastSeenAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endReason: p.string().nullable(),
    version: p.integer().version(),
  },
});

export const endReasons = ['signed-out', 'refresh-token-reused', 'user-deactivated', 'password-changed', 'revoked-by-user', 'revoked-by-administrator', 'password-reset', 'signed-out-by-administrator', 'signed-out-by-identity-provider', 'timed-out', 'second-factors-removed'] as const;
export type EndReason = (typeof endReasons)[number];
type NewSession = { tenantId: string; membershipId: string; userId: string; address: string | null; userAgent: string | null; methods: AuthenticationMethod[]; authenticatedAt: Date; expiresAt: Date };

/** One sign-in, until it is ended, has lasted too long or has lain unused too long. */
export class Session extends SessionSchema.class {
  static start(facts: NewSession, now: Date): Session {
    return Object.assign(new Session(), {
      ...facts, userAgent: facts.userAgent?.slice(0, 500) ?? null, id: newId(), startedAt: now, lastSeenAt: now,
      endedAt: null, endReason: null, version: 1,
    } satisfies RequiredEntityData<Session>);
  }

  isLive(now: Date): boolean {
    return !this.endedAt && this.expiresAt > now;
  }

  /** Ends a session that has lasted, or lain unused, for longer than is set by now. */
  endWhenOver({ lastsMs, idleMs }: SessionLimits, now: Date): void {
    const tooOld = this.startedAt.getTime() + lastsMs <= now.getTime();
    if (tooOld || this.lastSeenAt.getTime() + idleMs <= now.getTime()) this.end('timed-out', now);
  }

  /** The person has proved again who they are, maybe in one more way. */
  confirm(proved: readonly AuthenticationMethod[], now: Date): void {
    Object.assign(this, { methods: methodsTogether(this.methods, proved), authenticatedAt: now });
  }

  /** Ends the session and tells every service; a second end changes nothing. */
  end(reason: EndReason, now: Date): void {
    if (this.endedAt) return;
    Object.assign(this, { endedAt: now, endReason: reason });
    record(this, SessionRevoked, { sessionId: this.id as SessionId, userId: this.userId as UserId, revokedAt: now.toISOString(), reason });
  }
}
SessionSchema.setClass(Session);
