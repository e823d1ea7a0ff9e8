import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { PasskeySignInBody } from '@kairos/contracts';
import { PasskeyRefused } from '../passkeys/passkey.errors.ts';
import { Passkeys } from '../passkeys/passkeys.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import type { OpenSession } from './open-session.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionOpener } from './session-opener.ts';

/** Signs in with a passkey alone, which says by itself who the person is. */
@Injectable()
export class PasskeySignInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly passkeys: Passkeys,
    private readonly attempts: AttemptsRepository,
    private readonly opener: SessionOpener,
  ) {}

  async execute({ assertion, tenant }: PasskeySignInBody, caller: Caller): Promise<OpenSession> {
    const { userId, methods, passwordChangeRequired } = await this.passkeys.take(assertion).catch(async (error: unknown) => {
      await this.attempts.failed(caller.address);
      throw error;
    });
    const at = await this.opener.membershipAt(userId, tenant);
    if (!at) throw new PasskeyRefused();
    return this.opener.open({ userId, at, methods, passwordChangeRequired, stillStands: () => this.note(userId) }, caller);
  }

  private async note(userId: string): Promise<boolean> {
    await (this.em.getContext(false) as EntityManager).execute('select note_sign_in_of_user(?::uuid)', [userId]);
    return true;
  }
}
