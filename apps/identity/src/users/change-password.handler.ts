import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangePasswordBody } from '@kairos/contracts';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { Session } from '../sessions/session.entity.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { passwordProblem } from './password.calc.ts';
import { PasswordHasher } from './password-hasher.ts';
import { CurrentPasswordWrong, OnlyInPerson, PasswordRefused } from './user.errors.ts';

/** Changes the caller's own password and ends their other sessions, in every tenant they belong to. */
@Injectable()
export class ChangePasswordHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  async execute({ currentPassword, newPassword }: ChangePasswordBody, actor: Actor, address: string): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    await this.attempts.count(actor.userId, address);
    const credential = await this.accounts.credential(actor.userId);
    if (!credential || !(await this.hasher.matches(credential.passwordHash, currentPassword))) throw new CurrentPasswordWrong();
    await this.attempts.forget(actor.userId, address);
    const problem = newPassword === currentPassword ? 'is the one you have' : passwordProblem(newPassword, credential.email);
    if (problem) throw new PasswordRefused('newPassword', problem);
    const passwordHash = await this.hasher.hash(newPassword);
    const context = commandContext();
    if (!context) throw new Error('A password is changed inside a command.');
    await runAsCommand({ ...context, action: 'identity.password.change' }, async () => {
      await this.store(actor, passwordHash);
      for (const { tenantId } of await this.accounts.openMemberships(actor.userId)) await this.endOtherSessions(tenantId, actor);
    });
  }

  private store(actor: Actor, passwordHash: string): Promise<void> {
    return this.em.transactional(async (em) => {
      await this.accounts.changePassword(actor.userId, passwordHash);
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: actor.userId, count: 1, results: 'password changed' });
    });
  }

  private endOtherSessions(tenantId: string, actor: Actor): Promise<void> {
    return runAsTenant(this.em, tenantId, () =>
      this.em.transactional(async (em) => {
        const now = new Date();
        for (const session of await em.find(Session, { userId: actor.userId, endedAt: null, id: { $ne: actor.sessionId } })) session.end('password-changed', now);
      }),
    );
  }
}
