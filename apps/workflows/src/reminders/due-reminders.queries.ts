import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { stepsBefore } from './reminder-notices.calc.ts';
import { reminderStep } from './reminder-step.sql.ts';

/** Deadlines of one obligation that stand at one step, in days before or, negative, after. */
export type DueGroup = { obligation: string; leadDays: number };
/** A deadline of which nobody was reminded at the step it stands at. */
export type DueReminder = { deadlineId: string; plantId: string; plantName: string; subject: LocalText; dueOn: string; leadDays: number; daysLeft: number; lastLeadDay: number };

const daysLeft = '(d.due_on - $1::date)';
const untold = `from deadline d
  join plant_facts p on p.tenant_id = d.tenant_id and p.plant_id = d.plant_id and not p.deleted
  join jsonb_to_recordset($2::jsonb) as leads (code text, days jsonb, last int) on leads.code = d.obligation_code
  cross join lateral (select ${reminderStep(daysLeft, 'select value::int as day from jsonb_array_elements_text(leads.days)')} as lead_days) step
  where d.status = 'open' and d.sort_on <= $1::date + $3::int and step.lead_days is not null
    and not exists (select from deadline_reminder r where r.tenant_id = d.tenant_id and r.deadline_id = d.id and r.due_on = d.due_on and r.lead_days = step.lead_days)`;

@Injectable()
export class DueRemindersQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
  ) {}

  /** What there is to be told of today, the most overdue first. */
  groups(today: string): Promise<DueGroup[]> {
    return tenantQuery<DueGroup>(this.em, `select d.obligation_code as obligation, step.lead_days as "leadDays" ${untold} group by 1, 2 order by 2, 1`, this.values(today));
  }

  /** The deadlines of a group, the nearest first. */
  of({ obligation, leadDays }: DueGroup, today: string): Promise<DueReminder[]> {
    return tenantQuery<DueReminder>(
      this.em,
      `select d.id as "deadlineId", d.plant_id as "plantId", p.name as "plantName", d.obligation -> 'title' as subject, d.due_on::text as "dueOn", step.lead_days as "leadDays", ${daysLeft} as "daysLeft", leads.last as "lastLeadDay"
       ${untold} and d.obligation_code = $4 and step.lead_days = $5 order by d.sort_on, d.id`,
      [...this.values(today), obligation, leadDays],
    );
  }

  private values(today: string): unknown[] {
    const leads = this.packs.governing().obligations.map((obligation) => ({ code: obligation.code, days: stepsBefore(obligation), last: Math.min(...obligation.leadAlertDays) }));
    return [today, JSON.stringify(leads), Math.max(0, ...leads.flatMap(({ days }) => days))];
  }
}
