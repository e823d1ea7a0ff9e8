import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditOutcome, runAsCommand } from '@kairos/event-bus';
import { inTransactionAsTenant, toInstant } from '@kairos/tenancy';
import { RefusedSignIns, type Untold } from './refused-sign-ins.repository.ts';

const pollEveryMs = 1000;
const forgetEveryMs = 60_000;

/**
 * Tells the trail of every tenant of a person that somebody was refused in their name. Not in the request: it must take as long
 * for an account that does not exist, and a sign-in waits for no trail.
 */
@Injectable()
export class TellRefusedSignIns implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loop = Promise.resolve();
  private forgotAt = 0;

  constructor(
    private readonly em: EntityManager,
    private readonly refused: RefusedSignIns,
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
      const more = await this.turn().catch((error: unknown) => void this.log.warn({ err: error, msg: 'Refused sign-ins cannot be told' }));
      if (!more) await sleep(pollEveryMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  /** @returns whether there may be more to do */
  private async turn(): Promise<boolean> {
    if (await this.tellOne()) return true;
    if (Date.now() - this.forgotAt < forgetEveryMs) return false;
    if ((await this.refused.forget()) > 0) return true;
    this.forgotAt = Date.now();
    return false;
  }

  private tellOne(): Promise<boolean> {
    return this.em.fork().transactional(async (em) => {
      const untold = await this.refused.next(em as EntityManager);
      if (!untold) return false;
      const { userId, status, errorCode } = untold;
      const outcome = { resourceType: 'SignIn', resourceId: userId, status, errorCode, occurredAt: toInstant(untold.refusedAt) };
      for (const tenantId of untold.tenantIds) {
        await runAsCommand(actOf(untold), () => inTransactionAsTenant(em as EntityManager, tenantId, (inside) => Promise.resolve(auditOutcome(inside, 'identity', outcome))));
      }
      return true;
    });
  }
}

/** Nobody proved who they are: there is an account that was tried, and no actor. */
function actOf({ action, requestId, address, userAgent }: Untold) {
  return { actorKind: 'user', actorId: null, sessionId: null, action, permission: null, requestId, address, userAgent, reason: null, traceparent: undefined, audit: 'each' } as const;
}
