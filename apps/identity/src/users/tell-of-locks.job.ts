import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk, runAsCommand } from '@kairos/event-bus';
import { inTransactionAsTenant } from '@kairos/tenancy';
import type { MailLocale } from '../mail/mail-text.calc.ts';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';

const pollEveryMs = 2000;
type Locked = { userId: string; email: string; locale: MailLocale; minutes: number };

/**
 * Tells the audit trail of every tenant of a user, and the user, that their account was locked. Not in the request that
 * locks: it must take as long for an account that does not exist.
 */
@Injectable()
export class TellOfLocks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loop = Promise.resolve();

  constructor(
    private readonly em: EntityManager,
    private readonly mail: OutgoingMailRepository,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const told = await this.tellOne().catch((error: unknown) => void this.log.warn({ err: error, msg: 'Locks cannot be told' }));
      if (!told) await sleep(pollEveryMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  /** @returns whether there was one to tell of */
  private tellOne(): Promise<boolean> {
    return this.em.fork().transactional(async (em) => {
      const [locked] = await em.execute<Locked[]>('select user_id as "userId", email, locale, minutes from tell_of_lock()');
      if (!locked) return false;
      const { userId, email, locale, minutes } = locked;
      for (const { tenantId } of await em.execute<{ tenantId: string }[]>('select t as "tenantId" from tenants_of_user(?) t', [userId])) {
        await runAsCommand(ownAct, () =>
          inTransactionAsTenant(em, tenantId, async (inside) => void auditBulk(inside, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: 'account locked' })),
        );
      }
      await this.mail.queue({ template: 'account-locked', recipient: email, locale, facts: { minutes }, usefulForMinutes: 60 });
      return true;
    });
  }
}

const ownAct = {
  actorKind: 'system', actorId: 'identity', sessionId: null, action: 'identity.account.lock', permission: null, requestId: 'account-lock',
  address: null, userAgent: null, reason: 'too many wrong passwords', traceparent: undefined, audit: 'each',
} as const;
