import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { NotificationMailDelivered, NotificationMailFailed, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { NotificationMail } from './notification-mail.entity.ts';

/** Notes what became of a mail, so that whoever waits for it can see why it did not come. */
@Injectable()
@Consumes('workflows-notification-mail', NotificationMailDelivered, NotificationMailFailed)
export class FinishMailWhenIdentityTells implements EventConsumer {
  constructor(private readonly em: EntityManager) {}

  async handle({ data }: EventOf<typeof NotificationMailDelivered | typeof NotificationMailFailed>): Promise<void> {
    const mail = await this.em.findOne(NotificationMail, { id: data.mailId });
    mail?.finish({ attempts: data.attempts, finishedAt: new Date(data.finishedAt), failure: 'failure' in data ? data.failure : null });
  }
}
