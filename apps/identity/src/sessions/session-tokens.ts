import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../keys/access-tokens.ts';
import { MfaPolicyQueries } from '../mfa/mfa-policy.queries.ts';
import type { OpenSession } from './open-session.ts';
import type { Session } from './session.entity.ts';

type Bearer = { id: string; tenantId: string; userId: string; authzVersion: number };
/** Whether a second factor is demanded of the member is asked where it is not told. */
type Signing = { membership: Bearer; session: Session; passwordChangeRequired: boolean; secondFactorDemanded?: boolean | undefined };
type Signed = Pick<OpenSession, 'accessToken' | 'expiresAt' | 'passwordChangeRequired' | 'secondFactorRequired'>;

/** The access tokens of sessions: they open the own account alone while something is asked of the person first. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly policy: MfaPolicyQueries,
  ) {}

  async sign({ membership, session, passwordChangeRequired, secondFactorDemanded }: Signing): Promise<Signed> {
    const secondFactorRequired = !session.methods.includes('mfa') && (secondFactorDemanded ?? (await this.policy.appliesTo(membership.id)));
    return { ...this.tokens.sign({ membership, session, passwordChangeRequired, secondFactorRequired }), passwordChangeRequired, secondFactorRequired };
  }
}
