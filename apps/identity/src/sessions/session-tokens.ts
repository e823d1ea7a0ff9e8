import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../keys/access-tokens.ts';
import { MfaPolicyQueries } from '../mfa/mfa-policy.queries.ts';
import type { Membership } from '../users/membership.entity.ts';
import type { OpenSession } from './open-session.ts';
import type { Session } from './session.entity.ts';

type Signed = Pick<OpenSession, 'accessToken' | 'expiresAt' | 'passwordChangeRequired' | 'secondFactorRequired'>;

/** The access tokens of sessions: they open the own account alone while something is asked of the person first. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly policy: MfaPolicyQueries,
  ) {}

  async sign({ membership, session, passwordChangeRequired }: { membership: Membership; session: Session; passwordChangeRequired: boolean }): Promise<Signed> {
    const secondFactorRequired = !session.methods.includes('mfa') && (await this.policy.appliesTo(membership.id));
    return { ...this.tokens.sign({ membership, session, passwordChangeRequired, secondFactorRequired }), passwordChangeRequired, secondFactorRequired };
  }
}
