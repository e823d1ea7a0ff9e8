import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { NotificationPriority } from '@kairos/contracts';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { executeInTransaction, currentTenantId } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { DueRemindersQueries, type DueReminder } from './due-reminders.queries.ts';
import { maySee, MembersRepository, permissionFor, type Member } from './members.repository.ts';
import { NotificationsRepository, type Notice } from './notifications.repository.ts';

const atOnce = 100;
const urgentDays = 1;
const nearDays = 7;

/**
 * Tells everybody who sees a plant that a deadline of it comes near, on each of its lead days, once. What was told and that it was told
 * commit together, so a process that is killed, or a second one, tells nothing twice.
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
    let found = atOnce;
    while (found === atOnce && !signal.aborted) found = await this.em.transactional(() => this.remindOfSome());
  }

  /** @returns of how many deadlines */
  private async remindOfSome(): Promise<number> {
    const today = dateInZone(this.clock.now(), this.packs.governing().timeZone);
    const due = await this.due.find(today, atOnce);
    if (due.length === 0) return 0;
    const members = await this.members.notifiable();
    await this.notifications.raise(due.map((reminder) => noticeOf(reminder, members)));
    await executeInTransaction(
      this.em,
      `insert into deadline_reminder (tenant_id, deadline_id, due_on, lead_days)
       select $1, told.deadline_id, told.due_on, told.lead_days from jsonb_to_recordset($2::jsonb) as told (deadline_id uuid, due_on date, lead_days int)
       on conflict do nothing`,
      [currentTenantId(), JSON.stringify(due.map(({ deadlineId, dueOn, leadDays }) => ({ deadline_id: deadlineId, due_on: dueOn, lead_days: leadDays })))],
    );
    return due.length;
  }
}

function noticeOf({ deadlineId, plantId, plantName, subject, dueOn, leadDays, daysLeft }: DueReminder, members: readonly Member[]): Notice {
  const urgent = daysLeft <= urgentDays;
  const priority: NotificationPriority = urgent ? 'high' : daysLeft <= nearDays ? 'medium' : 'low';
  return {
    template: urgent ? 'task_deadline_urgent' : 'task_deadline_reminder', priority, parameters: { subject, plantName, dueOn, daysLeft },
    plantId, subject: { kind: 'deadline', id: deadlineId }, reason: `deadline ${deadlineId} ${dueOn} ${leadDays}`,
    userIds: members.filter((member) => maySee(member, { permission: permissionFor('deadline'), plantId })).map(({ userId }) => userId),
  };
}
