import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';

/** A deadline that is near enough for its next reminder. */
export type DueReminder = { deadlineId: string; plantId: string; plantName: string; subject: LocalText; dueOn: string; leadDays: number; daysLeft: number };

@Injectable()
export class DueRemindersQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
  ) {}

  /**
   * Open deadlines whose lead alert has come and that nobody was reminded of yet, the nearest first. Of several lead days that have passed,
   * the last one counts alone.
   */
  async find(today: string, limit: number): Promise<DueReminder[]> {
    const leads = this.packs.governing().obligations.map(({ code, leadAlertDays }) => ({ code, days: leadAlertDays }));
    const most = Math.max(0, ...leads.flatMap(({ days }) => days));
    return tenantQuery<DueReminder>(
      this.em,
      `select d.id as "deadlineId", d.plant_id as "plantId", p.name as "plantName", d.obligation -> 'title' as subject, d.due_on::text as "dueOn",
         alert.lead_days as "leadDays", d.due_on - $1::date as "daysLeft"
       from deadline d
         join plant_facts p on p.tenant_id = d.tenant_id and p.plant_id = d.plant_id and not p.deleted
         join jsonb_to_recordset($2::jsonb) as lead (code text, days jsonb) on lead.code = d.obligation_code
         cross join lateral (select min(day::int) as lead_days from jsonb_array_elements_text(lead.days) day where day::int >= d.due_on - $1::date) alert
       where d.status = 'open' and d.sort_on between $1::date and $1::date + $3::int and alert.lead_days is not null
         and not exists (select from deadline_reminder r where r.tenant_id = d.tenant_id and r.deadline_id = d.id and r.due_on = d.due_on and r.lead_days = alert.lead_days)
       order by d.sort_on, d.id limit $4`,
      [today, JSON.stringify(leads), most, limit],
    );
  }
}
