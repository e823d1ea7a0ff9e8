import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { inStead, nameOf } from '../notifications/in-stead.calc.ts';
import { mailText, type Told } from './mail-text.calc.ts';
import { TenantDay } from '../tenant-day.ts';
import { MembersRepository, stillSees, type Member } from '../notifications/members.repository.ts';
import { Notification } from '../notifications/notification.entity.ts';
import { NotificationMail } from './notification-mail.entity.ts';
import { NotificationPreferencesRepository } from '../notification-preferences/notification-preferences.repository.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { OpenSubjectsQueries } from '../reminders/open-subjects.queries.ts';
import { renderNotification } from '../notification-texts/render-notification.calc.ts';
import { followedBy, parametersOn } from '../notifications/still-to-tell.calc.ts';

const atOnce = 1000;
type Worded = Told & { notification: Notification };

/**
 * Asks identity to mail people what is due: to each of them one mail about all of it, in the words of the day. What they have read, may see
 * no more, or what is done by now is left out.
 */
@Injectable()
@Upkeep({ name: 'notification-mail', cron: '* * * * *' })
export class MailNotifications implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly members: MembersRepository,
    private readonly open: OpenSubjectsQueries,
    private readonly templates: NotificationTemplateRepository,
    private readonly preferences: NotificationPreferencesRepository,
    private readonly day: TenantDay,
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
    const wanted = await this.worded(due.filter((notification) => !notification.readAt && member && stillSees(member, notification)));
    const told = new Set(wanted.map(({ notification }) => notification));
    for (const left of due) if (!told.has(left)) left.mailDueAt = null;
    const [first, ...others] = wanted;
    if (!first) return;
    const insteadOf = [...new Set(wanted.flatMap(({ notification }) => notification.insteadOf ?? []))];
    const mail = NotificationMail.request({ tenantId: currentTenantId(), userId, notificationCount: wanted.length, requestedAt, insteadOf }, mailText([first, ...others]));
    this.em.persist(mail);
    for (const { notification } of wanted) notification.mailId = mail.id;
  }

  /** Those of some that are still to be told, as they read today. */
  private async worded(notifications: readonly Notification[]): Promise<Worded[]> {
    const [today, timeZone, open] = [await this.day.today(), await this.preferences.tenantTimeZone(), await this.open.dueDatesOf(notifications.flatMap(followedBy))];
    return notifications.flatMap((notification): Worded[] => {
      const { priority, template: code, templateVersion } = notification;
      const parameters = parametersOn(today, notification, open);
      if (!parameters) return [];
      const template = notification.parameters ? this.templates.version(code, templateVersion) : undefined;
      if (!template) return [{ notification, priority, title: notification.title, body: notification.body }];
      const words = renderNotification(template, parameters, timeZone);
      return [{ notification, priority, ...(notification.insteadOf ? inStead(words, nameOf(notification.insteadOf)) : words) }];
    });
  }
}
