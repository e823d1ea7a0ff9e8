import type { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';

/** What a request says of itself before anybody is signed in. */
export type Caller = { requestId: string; address: string | null; userAgent: string | null };
export type Act = { tenantId: string; userId: string; sessionId: string | null; action: string };

/** Runs one transaction as a tenant, in the name of a user whose token is yet to be made. */
export function runForCaller<T>(em: EntityManager, caller: Caller, act: Act, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const { tenantId, userId, sessionId, action } = act;
  return runAsTenant(em, tenantId, () =>
    runAsCommand(
      { ...caller, actorKind: 'user', actorId: userId, sessionId, action, permission: null, reason: null, traceparent: undefined, audit: 'each' },
      () => em.transactional(work),
    ),
  );
}
