import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { runAsTenant } from '@kairos/tenancy';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { OnlyInPerson } from '../users/user.errors.ts';
import { SessionNotFound } from './session.errors.ts';
import { Session } from './session.entity.ts';

/** Ends sessions of the caller on other devices, in whatever tenant they are, unless the caller is confined to one: one of them, or all but the caller's own. */
@Injectable()
export class RevokeOwnSessionsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
  ) {}

  async one(sessionId: string, actor: Actor): Promise<void> {
    const [session] = (await this.liveOf(actor)).filter(({ id }) => id === sessionId);
    if (!session) throw new SessionNotFound();
    await this.end([sessionId], session.tenantId, actor);
  }

  async allOthers(actor: Actor): Promise<void> {
    const others = (await this.liveOf(actor)).filter(({ id }) => id !== actor.sessionId);
    for (const tenantId of new Set(others.map((session) => session.tenantId))) {
      await this.end(others.filter((session) => session.tenantId === tenantId).map(({ id }) => id), tenantId, actor);
    }
  }

  private async liveOf(actor: Actor): Promise<{ id: string; tenantId: string }[]> {
    if (actor.actingService) throw new OnlyInPerson();
    return (await this.accounts.liveSessions(actor.userId)).filter(({ tenantId }) => !actor.confined || tenantId === actor.tenantId);
  }

  private end(ids: string[], tenantId: string, actor: Actor): Promise<void> {
    return runAsTenant(this.em, tenantId, () =>
      this.em.transactional(async (em) => {
        const now = new Date();
        for (const session of await em.find(Session, { id: { $in: ids }, userId: actor.userId, endedAt: null })) session.end('revoked-by-user', now);
      }),
    );
  }
}
