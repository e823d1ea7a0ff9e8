import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { Clock } from '../clock.port.ts';
import { MembersRepository, maySee, permissionFor, type Member } from '../notifications/members.repository.ts';
import { noticesOfMore } from './more-notices.calc.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { NotificationsRepository } from '../notifications/notifications.repository.ts';
import { UntoldNotificationsRepository } from './untold-notifications.repository.ts';

/** Tells people, once an hour is over, of what kinds more came in it than they were told of one by one, and how many: of those that they still see. */
@Injectable()
@Upkeep({ name: 'more-notifications', cron: '*/5 * * * *' })
export class TellOfMore implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly untold: UntoldNotificationsRepository,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly templates: NotificationTemplateRepository,
    private readonly clock: Clock,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const readers = await this.untold.readers(now);
    if (readers.length === 0) return;
    const members = new Map((await this.members.notifiable()).map((member) => [member.userId, member]));
    for (const userId of readers) {
      if (signal.aborted) return;
      await this.em.transactional(() => this.tell(userId, members.get(userId), now));
    }
  }

  private async tell(userId: string, member: Member | undefined, now: Date): Promise<void> {
    await this.notifications.takeTurn();
    const seen = (await this.untold.take(userId, now)).filter(({ subjectKind, plantId }) => member && maySee(member, { permission: permissionFor(subjectKind), plantId }));
    await this.notifications.raise(noticesOfMore(seen, userId, (code) => this.templates.current(code)));
  }
}
