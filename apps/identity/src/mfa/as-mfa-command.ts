import type { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';

type MfaCommand = { action: string; resourceType: 'TotpFactor' | 'RecoveryCodes' | 'Passkey'; userId: string };

/** One transaction that changes what a person holds, with its audit record: the tables belong to no tenant and tell nothing by themselves. */
export function asMfaCommand<T>(em: EntityManager, { action, resourceType, userId }: MfaCommand, work: () => Promise<T>): Promise<T> {
  const context = commandContext();
  if (!context) throw new Error('Second factors change inside a command.');
  return runAsCommand({ ...context, action }, () =>
    em.transactional(async (transaction) => {
      const answer = await work();
      auditBulk(transaction, 'identity', { resourceType, resourceId: userId, count: 1, results: action });
      return answer;
    }),
  );
}
