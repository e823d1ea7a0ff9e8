import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { NotificationPriority, NotificationSubject, NotificationTemplateCode, NotificationType } from '@kairos/contracts';
import { insertAggregates } from '@kairos/event-bus';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { inStead, somebodyAway } from './in-stead.calc.ts';
import { mailDueAt } from '../notification-mail/mail-due-at.calc.ts';
import { NotificationPreferencesRepository } from '../notification-preferences/notification-preferences.repository.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { Notification, type Covered } from './notification.entity.ts';
import { renderNotification, type ParameterValues } from '../notification-texts/render-notification.calc.ts';

/** What somebody is to be told. Without a priority it has that of its template. */
export type Notice = {
  template: NotificationTemplateCode;
  /** Where it is not that of the template. */
  type?: NotificationType;
  priority?: NotificationPriority;
  parameters: ParameterValues;
  plantId: string | null;
  subject: NotificationSubject | null;
  /** What it stands for, where that is many. */
  covers?: Covered | null;
  /** Where that is read: a path of the API. */
  link: string | null;
  /** Why, such as a deadline, its date and how many days before: nobody is told twice for one reason. */
  reason: string;
  /** Who is away and in whose stead it is told. */
  insteadOf?: string;
  userIds: readonly string[];
};

/** Raises notifications in the ambient transaction, one for each person, whatever raises them. */
@Injectable()
export class NotificationsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: NotificationTemplateRepository,
    private readonly preferences: NotificationPreferencesRepository,
    private readonly clock: Clock,
  ) {}

  /** Waits for whoever else raises for this tenant: what is found untold from here on is so until the commit. */
  async takeTurn(): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 120))', [currentTenantId()]);
  }

  /** @returns what was raised: nothing for whoever was told before */
  async raise(notices: readonly Notice[]): Promise<Notification[]> {
    if (notices.length === 0) return [];
    const tenantId = currentTenantId();
    await this.takeTurn();
    const told = await this.alreadyTold(notices);
    const timeZone = await this.preferences.tenantTimeZone();
    const preferencesOf = await this.preferences.of([...new Set(notices.flatMap(({ userIds }) => userIds))]);
    const raisedAt = this.clock.now();
    const raised = notices.flatMap(({ template: code, type: ofType, priority: given, parameters, userIds, covers = null, insteadOf, ...about }) => {
      const template = this.templates.current(code);
      const { type, priority } = { type: ofType ?? template.type, priority: given ?? template.priority };
      const dueOn = dueDateIn(parameters);
      const own = renderNotification(template, parameters, timeZone);
      const words = insteadOf ? inStead(own, somebodyAway) : own;
      const untold = [...new Set(userIds)].filter((userId) => !told.has(`${userId} ${about.reason}`));
      return untold.map((userId) => {
        const dueAt = mailDueAt({ type, priority, raisedAt, dueOn }, preferencesOf(userId), timeZone);
        return Notification.raise({ ...about, ...words, tenantId, userId, template, type, priority, raisedAt, dueOn, parameters, covers, insteadOf: insteadOf ?? null, mailDueAt: dueAt });
      });
    });
    if (raised.length > 0) await insertAggregates(this.em, 'workflows', Notification, raised);
    return raised;
  }

  /** Those of some people who have been told so often of one template since an instant. */
  async floodedBy(template: NotificationTemplateCode, { since, times, userIds }: { since: Date; times: number; userIds: readonly string[] }): Promise<Set<string>> {
    const rows = await tenantQuery<{ userId: string }>(
      this.em, `select user_id as "userId" from notification where user_id = any($1::uuid[]) and template = $2 and raised_at > $3 group by user_id having count(*) >= $4`, [userIds, template, since, times],
    );
    return new Set(rows.map(({ userId }) => userId));
  }

  private async alreadyTold(notices: readonly Notice[]): Promise<Set<string>> {
    const rows = await tenantQuery<{ told: string }>(this.em, `select user_id || ' ' || reason as told from notification where reason = any($1)`, [[...new Set(notices.map(({ reason }) => reason))]]);
    return new Set(rows.map(({ told }) => told));
  }
}

/** The day on which falls due what is told with the days left until then. */
function dueDateIn({ daysLeft, dueOn, expiresOn }: ParameterValues): string | null {
  const day = dueOn ?? expiresOn;
  return typeof daysLeft === 'number' && typeof day === 'string' ? day : null;
}
