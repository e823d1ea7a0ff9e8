import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { executeInTransaction, currentTenantId } from '@kairos/tenancy';
import { TenantDay } from '../tenant-day.ts';
import { DueTasksQueries, type DueTask } from './due-tasks.queries.ts';
import { MembersRepository, viewersOf, type Member } from '../notifications/members.repository.ts';
import { NotificationsRepository } from '../notifications/notifications.repository.ts';
import { oneForMany } from '../notifications/one-for-many.calc.ts';
import { reminderOf, reminderOfMany } from './reminder-notices.calc.ts';
import { StandInsRepository } from '../notifications/stand-ins.repository.ts';

const tasks = { en: 'tasks', it: 'attività' };

/**
 * Tells who a task is given to, or who started its workflow where it is given to nobody or to a team without members, that it comes near
 * or is overdue: at the steps at which people are reminded of deadlines, and a week and a day before.
 */
@Injectable()
@Upkeep({ name: 'task-reminders', cron: '*/15 * * * *' })
export class RemindOfTasks implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly due: DueTasksQueries,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly standIns: StandInsRepository,
    private readonly day: TenantDay,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const today = await this.day.today();
    for (const leadDays of await this.due.steps(today)) {
      if (signal.aborted) return;
      await this.em.transactional(() => this.remindAt(leadDays, today));
    }
  }

  private async remindAt(leadDays: number, today: string): Promise<void> {
    await this.notifications.takeTurn();
    const members = await this.members.notifiable();
    const viewers = viewersOf(members, 'task');
    const due = await this.due.at(leadDays, today);
    const heard = due.map((task) => ({ ...task, userIds: viewers(task.plantId).filter(doing(task, members)) })).filter(({ userIds }) => userIds.length > 0);
    const notices = heard.map(({ taskId: id, workflowId, userIds, ...task }) => reminderOf(task, { subject: { kind: 'task', id }, link: `/api/v1/workflows/workflows/${workflowId}/tasks/${id}`, userIds }));
    const told = await this.standIns.include(notices, members);
    const link = `/api/v1/workflows/my-tasks?${leadDays < 0 ? 'overdue=true' : `dueWithinDays=${leadDays}`}`;
    await this.notifications.raise(oneForMany(told, (own) => reminderOfMany(own, tasks, link)));
    // What nobody can be told of is done with as well, until its next step: otherwise it would be looked for at every turn.
    await executeInTransaction(
      this.em,
      `insert into task_reminder (tenant_id, task_id, due_on, lead_days)
       select $1, told.task_id, told.due_on, told.lead_days from jsonb_to_recordset($2::jsonb) as told (task_id uuid, due_on date, lead_days int)
       on conflict do nothing`,
      [currentTenantId(), JSON.stringify(due.map(({ taskId, dueOn }) => ({ task_id: taskId, due_on: dueOn, lead_days: leadDays })))],
    );
  }
}

function doing({ assigneeUserId, assigneeRole, teamUserIds, startedBy }: DueTask, members: readonly Member[]): (userId: string) => boolean {
  if (teamUserIds && teamUserIds.length > 0) return (userId) => teamUserIds.includes(userId);
  if (assigneeRole === null) return (userId) => userId === (assigneeUserId ?? startedBy);
  const holders = new Set(members.filter(({ roles }) => roles.includes(assigneeRole)).map(({ userId }) => userId));
  return (userId) => holders.has(userId);
}
