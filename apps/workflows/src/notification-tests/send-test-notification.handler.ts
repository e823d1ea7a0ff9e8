import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { TestChannelBody } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { Notification } from '../notifications/notification.entity.ts';
import { NotificationMail } from '../notification-mail/notification-mail.entity.ts';
import { NotificationPreferencesRepository } from '../notification-preferences/notification-preferences.repository.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { NotificationsRepository } from '../notifications/notifications.repository.ts';
import { renderNotification } from '../notification-texts/render-notification.calc.ts';
import { TooManyTestNotifications } from './notification-test.errors.ts';

/** As many tests as somebody may send themselves within an hour. */
const mostInAnHour = 5;
const hourMs = 3_600_000;

/** Notifies somebody of nothing but that they asked for it: whatever they chose to be mailed of, and at whatever hour. */
@Injectable()
export class SendTestNotificationHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly notifications: NotificationsRepository,
    private readonly templates: NotificationTemplateRepository,
    private readonly preferences: NotificationPreferencesRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ channel }: TestChannelBody, { tenantId, userId }: Actor): Promise<{ notificationId: string }> {
    await this.notifications.takeTurn();
    const raisedAt = this.clock.now();
    await this.demandMeasure(userId, raisedAt);
    const template = this.templates.current('channel_test');
    const parameters = { askedAt: raisedAt.toISOString() };
    const words = renderNotification(template, parameters, await this.preferences.tenantTimeZone());
    const { type, priority } = template;
    const mail = channel === 'mail' ? NotificationMail.request({ tenantId, userId, notificationCount: 1, requestedAt: raisedAt, insteadOf: [] }, { subject: words.title, paragraphs: [words.body] }) : null;
    const notification = Notification.raise({
      ...words, tenantId, userId, template, type, priority, parameters, raisedAt, plantId: null, subject: null, link: null, dueOn: null, covers: null, insteadOf: null, reason: `test ${newId()}`, mailDueAt: mail && raisedAt,
    });
    notification.mailId = mail?.id ?? null;
    this.em.persist(mail ? [mail, notification] : notification);
    return { notificationId: notification.id };
  }

  /** @throws TooManyTestNotifications */
  private async demandMeasure(userId: string, now: Date): Promise<void> {
    const [counted] = await tenantQuery<{ count: number; seconds: number | null }>(
      this.em,
      `select count(*)::int as count, ceil(extract(epoch from min(raised_at) - $2::timestamptz))::int as seconds from notification where user_id = $1 and template = 'channel_test' and raised_at > $2::timestamptz`,
      [userId, new Date(now.getTime() - hourMs)],
    );
    if (counted && counted.count >= mostInAnHour) throw new TooManyTestNotifications(mostInAnHour, Math.max(1, counted.seconds ?? 1));
  }
}
