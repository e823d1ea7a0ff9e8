import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { executeInTransaction, currentTenantId } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { DueRemindersQueries, type DueGroup } from './due-reminders.queries.ts';
import { MembersRepository, viewersOf } from '../notifications/members.repository.ts';
import { NotificationsRepository, type Notice } from '../notifications/notifications.repository.ts';
import { oneForMany } from '../notifications/one-for-many.calc.ts';
import { reminderOf, reminderOfMany } from './reminder-notices.calc.ts';

const path = '/api/v1/workflows/deadlines';

/**
 * Tells everybody who sees a plant that a deadline of it comes near, on each of its lead days, or is overdue, again and again; once at each
 * step. What was told and that it was told commit together, so a process that is killed, or a second one, tells nothing twice. What nobody
 * can be told of is found again, until there is somebody.
 */
@Injectable()
@Upkeep({ name: 'deadline-reminders', cron: '*/15 * * * *' })
export class RemindOfDeadlines implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly due: DueRemindersQueries,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const today = dateInZone(this.clock.now(), this.packs.governing().timeZone);
    for (const group of await this.due.groups(today)) {
      if (signal.aborted) return;
      await this.em.transactional(() => this.remindOf(group, today));
    }
  }

  private async remindOf(group: DueGroup, today: string): Promise<void> {
    await this.notifications.takeTurn();
    const viewers = viewersOf(await this.members.notifiable(), 'deadline');
    const due = (await this.due.of(group, today)).map((reminder) => ({ ...reminder, userIds: viewers(reminder.plantId) })).filter(({ userIds }) => userIds.length > 0);
    const notices = due.map(({ deadlineId: id, userIds, ...reminder }) => reminderOf(reminder, { subject: { kind: 'deadline', id }, link: `${path}/${id}`, userIds }));
    const subject = due[0]?.subject ?? { en: '', it: '' };
    await this.notifications.raise(oneForMany(notices, (own) => reminderOfMany(own, subject, linkTo(group, own))));
    await executeInTransaction(
      this.em,
      `insert into deadline_reminder (tenant_id, deadline_id, due_on, lead_days)
       select $1, told.deadline_id, told.due_on, told.lead_days from jsonb_to_recordset($2::jsonb) as told (deadline_id uuid, due_on date, lead_days int)
       on conflict do nothing`,
      [currentTenantId(), JSON.stringify(due.map(({ deadlineId, dueOn, leadDays }) => ({ deadline_id: deadlineId, due_on: dueOn, lead_days: leadDays })))],
    );
  }
}

/** The list that holds the deadlines of notices, the first of which is the earliest. */
function linkTo({ obligation }: DueGroup, notices: readonly [Notice, ...Notice[]]): string {
  const [dueFrom, dueTo] = [notices[0], notices.at(-1)].map((notice) => notice?.parameters['dueOn']);
  return `${path}?status=open&obligation=${obligation}&dueFrom=${dueFrom}&dueTo=${dueTo}`;
}
