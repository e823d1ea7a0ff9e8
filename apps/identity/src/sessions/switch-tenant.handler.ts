import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { NotFound } from '@kairos/http';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { OnlyInPerson } from '../users/user.errors.ts';
import type { OpenSession } from './open-session.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionOpener } from './session-opener.ts';
import { SessionHasEnded } from './session.errors.ts';
import { Session } from './session.entity.ts';

/** Opens a session in another tenant of the caller, on the proof that the present session began with. That one goes on. */
@Injectable()
export class SwitchTenantHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly opener: SessionOpener,
  ) {}

  async execute(tenantId: string, actor: Actor, caller: Caller): Promise<OpenSession> {
    const { userId, sessionId } = actor;
    if (actor.actingService) throw new OnlyInPerson();
    const at = (await this.accounts.places(userId)).find((membership) => membership.tenantId === tenantId);
    if (!at) throw new NotFound('tenant');
    const { session, passwordChangeRequired } = await this.present(actor);
    const { methods, authenticatedAt, startedAt: since } = session;
    return this.opener.open({ userId, at, methods, authenticatedAt, since, passwordChangeRequired, stillStands: () => this.accounts.sessionStands(sessionId, userId) }, caller);
  }

  private present({ userId, sessionId }: Actor): Promise<{ session: Session; passwordChangeRequired: boolean }> {
    return this.em.transactional(async (em) => {
      const session = await em.findOne(Session, { id: sessionId });
      if (!session) throw new SessionHasEnded();
      const [user] = await em.execute<{ required: boolean }[]>('select password_change_required as required from tenant_user where id = ?', [userId]);
      return { session, passwordChangeRequired: user?.required ?? false };
    });
  }
}
