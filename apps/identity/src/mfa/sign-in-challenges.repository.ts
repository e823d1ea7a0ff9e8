import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

const lastsSeconds = 5 * 60;
type Begun = { userId: string; tenantId: string; passwordHash: string };
export type SignInChallenge = { userId: string; tenantId: string; email: string; passwordChangeRequired: boolean };

/** Sign-ins between the password and the second factor: a random secret for five minutes, kept as its digest. */
@Injectable()
export class SignInChallengesRepository {
  constructor(private readonly em: EntityManager) {}

  /** @returns undefined when the password is no longer the one that was checked */
  async begin({ userId, tenantId, passwordHash }: Begun): Promise<{ challenge: string; expiresAt: Date } | undefined> {
    const challenge = randomBytes(32).toString('base64url');
    const [row] = await this.em.fork().execute<{ begun: boolean }[]>('select begin_sign_in_challenge(?, ?, ?, ?, ?) as begun', [digest(challenge), userId, tenantId, passwordHash, lastsSeconds]);
    return row?.begun ? { challenge, expiresAt: new Date(Date.now() + lastsSeconds * 1000) } : undefined;
  }

  async find(challenge: string): Promise<SignInChallenge | undefined> {
    const [row] = await this.em.fork().execute<SignInChallenge[]>(
      'select user_id as "userId", tenant_id as "tenantId", email, password_change_required as "passwordChangeRequired" from read_sign_in_challenge(?)',
      [digest(challenge)],
    );
    return row;
  }

  /** In the transaction that opens the session. @returns false when it was finished before, or the password changed */
  async finish(challenge: string): Promise<boolean> {
    const [row] = await (this.em.getContext(false) as EntityManager).execute<{ finished: boolean }[]>('select finish_sign_in_challenge(?) as finished', [digest(challenge)]);
    return row?.finished ?? false;
  }
}

function digest(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex');
}
