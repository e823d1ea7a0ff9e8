import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';

const dayMs = 86_400_000;
const atOnce = 1000;

const oldest = `delete from notification n where n.id in (
    select o.id from notification o where o.raised_at < $1 and o.read_at is not null or o.raised_at < $2 and o.read_at is null order by o.raised_at limit ${atOnce} for update skip locked)
  returning n.mail_id as "mailId"`;
const mailsOfNothing = `delete from notification_mail m where m.id = any($1::uuid[]) and not exists (select from notification n where n.tenant_id = m.tenant_id and n.mail_id = m.id)`;

/** Lets go of what people were told long ago, read or not, and of the mails it stood in: a thousand in a transaction. */
@Injectable()
@Upkeep({ name: 'notification-retention', cron: '40 3 * * *' })
export class RemoveOldNotifications implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
    private readonly clock: Clock,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const { notificationRetentionDays, unreadNotificationRetentionDays } = await this.settings.read();
    const before = (days: number) => new Date(this.clock.now().getTime() - days * dayMs);
    const [read, unread] = [before(notificationRetentionDays), before(unreadNotificationRetentionDays)];
    let removed = atOnce;
    while (removed === atOnce && !signal.aborted) removed = await this.em.transactional(() => this.remove(read, unread));
  }

  private async remove(readBefore: Date, unreadBefore: Date): Promise<number> {
    const gone = await tenantQuery<{ mailId: string | null }>(this.em, oldest, [readBefore, unreadBefore]);
    const mailIds = [...new Set(gone.flatMap(({ mailId }) => mailId ?? []))];
    if (mailIds.length > 0) await tenantQuery(this.em, mailsOfNothing, [mailIds]);
    return gone.length;
  }
}
