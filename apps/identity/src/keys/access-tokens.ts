import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import jsonwebtoken from 'jsonwebtoken';
import type { AuthenticationMethod } from '@kairos/contracts';
import { tokenAudience, tokenIssuer } from '@kairos/auth';
import { SigningKeys } from './signing-keys.ts';

const lastsMs = 10 * 60_000;

type Holder = { id: string; tenantId: string; userId: string; authzVersion: number };
type Work = { id: string; methods?: readonly AuthenticationMethod[]; authenticatedAt?: Date };
type Key = { id: string; authzVersion: number };
type Grant = { membership: Holder; session: Work; apiKey?: Key; actingService?: string; importing?: { target: string; importJobId: string }; passwordChangeRequired?: boolean; secondFactorRequired?: boolean };

/** Signs access tokens: who and where, never what they may do. */
@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  sign({ membership, session, apiKey, actingService, importing, passwordChangeRequired, secondFactorRequired }: Grant): { accessToken: string; expiresAt: Date } {
    const { keyId, privateKey } = this.keys.signing();
    const issuedAt = Math.floor(Date.now() / 1000);
    const expiresAt = new Date(issuedAt * 1000 + lastsMs);
    const accessToken = jsonwebtoken.sign(
      {
        tid: membership.tenantId,
        mid: membership.id,
        sid: session.id,
        azv: membership.authzVersion,
        ...(session.methods ? { amr: session.methods } : {}),
        ...(session.authenticatedAt ? { auth_time: Math.floor(session.authenticatedAt.getTime() / 1000) } : {}),
        iat: issuedAt,
        exp: expiresAt.getTime() / 1000,
        ...(apiKey ? { key: { id: apiKey.id, azv: apiKey.authzVersion } } : {}),
        ...(actingService ? { act: { sub: actingService } } : {}),
        ...(importing ? { imp: { target: importing.target, job: importing.importJobId } } : {}),
        ...(passwordChangeRequired ? { pcr: true } : {}),
        ...(secondFactorRequired ? { mfr: true } : {}),
      },
      privateKey,
      { algorithm: 'RS256', keyid: keyId, issuer: tokenIssuer, audience: tokenAudience, subject: membership.userId },
    );
    return { accessToken, expiresAt };
  }
}

/**
 * The session that services work under in the name of a membership. It is no sign-in, so it never ends; the
 * membership's own end still bites. A version 8 UUID made from the membership's id.
 */
export function jobSessionOf(membershipId: string): string {
  const hex = createHash('sha256').update(`kairos job session of ${membershipId}`).digest('hex').slice(0, 32);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
