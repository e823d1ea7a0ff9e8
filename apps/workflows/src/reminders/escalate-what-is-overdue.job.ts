import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { executeInTransaction, currentTenantId } from '@kairos/tenancy';
import { TenantDay } from '../tenant-day.ts';
import { escalatedKinds, EscalationsQueries, type Escalated, type EscalatedKind } from './escalations.queries.ts';
import { MembersRepository, viewersOf } from '../notifications/members.repository.ts';
import { NotificationsRepository, type Notice } from '../notifications/notifications.repository.ts';
import { oneForMany } from '../notifications/one-for-many.calc.ts';
import { reminderOfMany } from './reminder-notices.calc.ts';
import { StandInsRepository } from '../notifications/stand-ins.repository.ts';

const many = {
  deadline: { subject: { en: 'deadlines nobody has acted on', it: 'scadenze su cui nessuno è intervenuto' }, link: '/api/v1/workflows/deadlines?overdue=true' },
  task: { subject: { en: 'tasks nobody has acted on', it: 'attività su cui nessuno è intervenuto' }, link: '/api/v1/workflows/tasks?overdue=true&priority=High' },
} as const;
type Rung = { rung: number; role: string; afterDays: number; today: string };

/**
 * Takes overdue deadlines, and overdue tasks of high priority, up the ladder of roles that the tenant's settings name: to the first after some
 * days, to the next after as many again. Each rung is told once of what has come to it, and of nothing that is done.
 */
@Injectable()
@Upkeep({ name: 'escalation', cron: '10 * * * *' })
export class EscalateWhatIsOverdue implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly escalations: EscalationsQueries,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly standIns: StandInsRepository,
    private readonly settings: TenantSettings,
    private readonly day: TenantDay,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const { escalationAfterDays, escalationRoles } = await this.settings.read();
    if (escalationAfterDays === 0) return;
    const today = await this.day.today();
    for (const [at, role] of escalationRoles.entries()) {
      for (const kind of escalatedKinds) {
        if (signal.aborted) return;
        await this.em.transactional(() => this.escalate(kind, { rung: at + 1, role, afterDays: escalationAfterDays * (at + 1), today }));
      }
    }
  }

  private async escalate(kind: EscalatedKind, { role, ...rung }: Rung): Promise<void> {
    await this.notifications.takeTurn();
    const members = await this.members.notifiable();
    const holders = members.filter(({ roles }) => roles.includes(role));
    if (holders.length === 0) return;
    const viewers = viewersOf(holders, kind);
    const found = (await this.escalations.find(kind, rung)).map((escalated) => ({ ...escalated, userIds: viewers(escalated.plantId) })).filter(({ userIds }) => userIds.length > 0);
    const notices = await this.standIns.include(found.map((escalated) => noticeOf(kind, escalated)), members);
    await this.notifications.raise(oneForMany(notices, (own) => reminderOfMany(own, many[kind].subject, many[kind].link)));
    await executeInTransaction(
      this.em,
      `insert into escalation (tenant_id, subject_kind, subject_id, due_on, rung)
       select $1, $2, told.id, told.due_on, $3 from jsonb_to_recordset($4::jsonb) as told (id uuid, due_on date) on conflict do nothing`,
      [currentTenantId(), kind, rung.rung, JSON.stringify(found.map(({ id, dueOn }) => ({ id, due_on: dueOn })))],
    );
  }
}

function noticeOf(kind: EscalatedKind, { id, plantId, plantName, subject, dueOn, daysLeft, leadDays, link, userIds }: Escalated & { userIds: string[] }): Notice {
  return { template: 'escalated', parameters: { subject, plantName, dueOn, daysLeft }, plantId, subject: { kind, id }, link, reason: `escalated ${kind} ${id} ${dueOn} ${-leadDays}`, userIds };
}
