import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant } from '@kairos/tenancy';
import { MailOutcomes } from '../mail/mail-outcomes.port.ts';
import type { ClaimedMail } from '../mail/outgoing-mail.repository.ts';
import { NotificationMail } from './notification-mail.entity.ts';

/** Says what became of a mail about notifications, when the worker that sends mail of every tenant knows. */
@Injectable()
export class NotificationMailRepository extends MailOutcomes {
  constructor(private readonly em: EntityManager) {
    super();
  }

  override delivered(sent: ClaimedMail): Promise<void> {
    return this.finish(sent, (mail) => mail.delivered(sent.attempts));
  }

  override givenUp(sent: ClaimedMail, failure: string): Promise<void> {
    return this.finish(sent, (mail) => mail.fail(sent.attempts, failure));
  }

  /** What it is already stays so: a mail that was sent and not forgotten is sent twice, and told once. */
  private async finish({ id, template, facts: { tenantId } }: ClaimedMail, tell: (mail: NotificationMail) => void): Promise<void> {
    if (template !== 'notification' || tenantId === undefined) return;
    await runAsTenant(this.em, tenantId, () => this.em.transactional(async (em) => {
      const mail = await em.findOne(NotificationMail, { id, status: 'queued' });
      if (mail) tell(mail);
    }), { upkeep: true });
  }
}
