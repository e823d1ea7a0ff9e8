import { createHash, randomBytes } from 'node:crypto';
import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import { openSealed, seal } from './sealed-secret.calc.ts';
import type { Session } from './session.entity.ts';

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_token',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    sessionId: p.uuid(),
    parentId: p.uuid().nullable(),
    tokenSha256: p.string().hidden(),
    sealedSecret: p.string().nullable().hidden(),
    issuedAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

const graceMs = 10_000;
type Parent = { id: string; secret: string };

/** A token good for one refresh. Only its digest is kept; the tokens of a session are one family. */
export class RefreshToken extends RefreshTokenSchema.class {
  /** @returns the entity, and the secret that is told once, or again to whoever repeats the parent within the grace */
  static issue(session: Session, parent: Parent | null, now: Date): { token: RefreshToken; secret: string } {
    const secret = randomBytes(32).toString('base64url');
    const token = Object.assign(new RefreshToken(), {
      id: newId(), tenantId: session.tenantId, sessionId: session.id, parentId: parent?.id ?? null, tokenSha256: refreshTokenDigest(secret),
      sealedSecret: parent ? seal(secret, parent.secret) : null, issuedAt: now, expiresAt: session.expiresAt, usedAt: null,
    } satisfies RequiredEntityData<RefreshToken>);
    return { token, secret };
  }

  /**
   * What presenting this token means. An answer can be lost on its way, and two tabs can refresh at once: so a used
   * token is taken again for ten seconds, as long as its successor has not been used. Any other reuse is theft.
   */
  presented(at: Date, successor: RefreshToken | null): 'rotate' | 'repeat' | 'reuse' {
    if (!this.usedAt) return 'rotate';
    return successor?.sealedSecret && !successor.usedAt && at.getTime() - this.usedAt.getTime() <= graceMs ? 'repeat' : 'reuse';
  }

  use(now: Date): void {
    Object.assign(this, { usedAt: now, sealedSecret: null });
  }

  /** The secret of this token, for the holder of its parent's. */
  secretFor(parentSecret: string): string {
    if (!this.sealedSecret) throw new Error('The secret of a used refresh token is kept nowhere.');
    return openSealed(this.sealedSecret, parentSecret);
  }
}
RefreshTokenSchema.setClass(RefreshToken);

export function refreshTokenDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
