import type { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';
import { SessionHasEnded } from '../sessions/session.errors.ts';

type MfaCommand = { action: string; resourceType: 'TotpFactor' | 'RecoveryCodes' | 'Passkey'; userId: string };

/**
 * One transaction that changes what a person holds, with its audit record: the tables belong to no tenant and tell nothing by themselves.
 *
 * @throws SessionHasEnded when the session ended since the request was let in, as it does where the account is somebody else's now
 */
export function asMfaCommand<T>(em: EntityManager, { action, resourceType, userId }: MfaCommand, work: () => Promise<T>): Promise<T> {
  const context = commandContext();
  if (!context) throw new Error('Second factors change inside a command.');
  return runAsCommand({ ...context, action }, () =>
    em.transactional(async (transaction) => {
      const [held] = await transaction.execute<{ stands: boolean }[]>('select hold_person_of_session(?, ?) as stands', [context.sessionId, userId]);
      if (!held?.stands) throw new SessionHasEnded();
      const answer = await work();
      auditBulk(transaction, 'identity', { resourceType, resourceId: userId, count: 1, results: action });
      return answer;
    }),
  );
}
