import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { mailText } from './mail-text.calc.ts';
import { maySee, MembersRepository, permissionFor, type Member } from './members.repository.ts';
import { Notification } from './notification.entity.ts';
import { NotificationMail } from './notification-mail.entity.ts';

const atOnce = 1000;

/** Asks identity to mail people what is due: to each of them one mail about all of it. What they have read or may see no more is left out. */
@Injectable()
@Upkeep({ name: 'notification-mail', cron: '* * * * *' })
export class MailNotifications implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly members: MembersRepository,
    private readonly clock: Clock,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const users = await tenantQuery<{ userId: string }>(this.em, 'select distinct user_id as "userId" from notification where mail_id is null and mail_due_at <= $1', [this.clock.now()]);
    if (users.length === 0) return;
    const members = new Map((await this.members.notifiable()).map((member) => [member.userId, member]));
    for (const { userId } of users) {
      if (signal.aborted) return;
      await this.em.transactional(() => this.mailTo(userId, members.get(userId)));
    }
  }

  private async mailTo(userId: string, member: Member | undefined): Promise<void> {
    const requestedAt = this.clock.now();
    const due = await this.em.find(Notification, { userId, mailId: null, mailDueAt: { $lte: requestedAt } }, { orderBy: { id: 'asc' }, limit: atOnce, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE });
    const wanted = due.filter((notification) => !notification.readAt && member && maySee(member, { permission: permissionFor(notification.subjectKind), plantId: notification.plantId ?? null }));
    for (const left of due) if (!wanted.includes(left)) left.mailDueAt = null;
    const [first, ...others] = wanted;
    if (!first) return;
    const mail = NotificationMail.request({ tenantId: currentTenantId(), userId, notificationCount: wanted.length, requestedAt }, mailText([first, ...others]));
    this.em.persist(mail);
    for (const notification of wanted) notification.mailId = mail.id;
  }
}
