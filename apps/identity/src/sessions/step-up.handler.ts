import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RenewedAccess, StepUpBody } from '@kairos/contracts';
import { commandContext, runAsCommand } from '@kairos/event-bus';
import { AccessTokens } from '../keys/access-tokens.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { OnlyInPerson } from '../users/user.errors.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { ProofRefused, SessionHasEnded } from './session.errors.ts';
import { Session } from './session.entity.ts';

/** Takes the proof of who the caller is once more, and gives them a token that says so. */
@Injectable()
export class StepUpHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly tokens: AccessTokens,
  ) {}

  async execute({ password }: StepUpBody, actor: Actor, address: string): Promise<RenewedAccess> {
    if (actor.actingService) throw new OnlyInPerson();
    await this.attempts.count(actor.userId, address);
    const credential = await this.accounts.credential(actor.userId);
    if (!(await this.hasher.matches(credential?.passwordHash, password))) throw new ProofRefused('/password');
    await this.attempts.forget(actor.userId, address);
    const context = commandContext();
    if (!context) throw new Error('A session is confirmed inside a command.');
    return runAsCommand({ ...context, action: 'identity.session.step-up' }, () => this.confirm(actor));
  }

  private confirm(actor: Actor): Promise<RenewedAccess> {
    return this.em.transactional(async (em) => {
      const now = new Date();
      const session = await em.findOne(Session, { id: actor.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!session?.isLive(now)) throw new SessionHasEnded();
      session.confirm(['pwd'], now);
      const membership = await em.findOneOrFail(Membership, session.membershipId);
      const [user] = await em.execute<{ required: boolean }[]>('select password_change_required as required from tenant_user where id = ?', [session.userId]);
      const { accessToken, expiresAt } = this.tokens.sign({ membership, session, passwordChangeRequired: user?.required ?? false });
      return { accessToken, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() };
    });
  }
}
