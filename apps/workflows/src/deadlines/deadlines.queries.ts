import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { PlainDate, type DeadlinePage, type DeadlineSummary, type DeadlineSummaryQuery, type DeadlineView, type ListDeadlinesQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { addDays, dateInZone } from '../obligations/plain-date.calc.ts';
import { DeadlineNotFound } from './deadline.errors.ts';
import { toDeadlineView, type DeadlineRow } from './deadline-view.calc.ts';

const columns = `d.id, d.plant_id as "plantId", p.code as "plantCode", p.name as "plantName", d.obligation, d.status,
  d.nominal_due_on::text as "nominalDueOn", d.due_on::text as "dueOn", d.why, d.notes, d.completed_on::text as "completedOn",
  d.completion_note as "completionNote", d.completed_by as "completedBy", d.completed_at as "completedAt",
  d.withdrawn_on::text as "withdrawnOn", d.withdrawal, d.opened_at as "openedAt", d.updated_at as "updatedAt", d.version`;
const from = 'from deadline d left join plant_facts p on p.tenant_id = d.tenant_id and p.plant_id = d.plant_id';
const inScope = '($1::uuid[] is null or d.plant_id = any($1))';
const Position = z.tuple([PlainDate.or(z.literal('infinity')), z.uuid()]);

@Injectable()
export class DeadlinesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  async read(deadlineId: string, actor: Actor): Promise<DeadlineView> {
    const [row] = await tenantQuery<DeadlineRow>(this.em, `select ${columns} ${from} where ${inScope} and d.id = $2`, [plantScope(actor), deadlineId]);
    if (!row) throw new DeadlineNotFound();
    return this.view(row, this.today());
  }

  /** One page in keyset order: the cursor holds the due date and id of the last row shown. */
  async list(query: ListDeadlinesQuery, actor: Actor): Promise<DeadlinePage> {
    const { plantId, status, obligation, authority, overdue, withinDays, dueFrom, dueTo, cursor, limit } = query;
    const today = this.today();
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      inScope,
      ...(plantId ? [`d.plant_id = ${place(plantId)}`] : []),
      ...(status ? [`d.status = ${place(status)}`] : []),
      ...(obligation ? [`d.obligation_code = ${place(obligation)}`] : []),
      ...(authority ? [`d.authority = ${place(authority)}`] : []),
      ...(overdue ? [`${overdue === 'true' ? '' : 'not '}(d.status = 'open' and d.sort_on < ${place(today)})`] : []),
      ...(withinDays === undefined ? [] : [`d.status = 'open' and d.sort_on >= ${place(today)} and d.sort_on <= ${place(addDays(today, withinDays))}`]),
      ...(dueFrom ? [`d.sort_on >= ${place(dueFrom)}`] : []),
      ...(dueFrom || dueTo ? ['d.due_on is not null'] : []),
      ...(dueTo ? [`d.sort_on <= ${place(dueTo)}`] : []),
      ...(after ? [`(d.sort_on, d.id) > (${place(after[0])}::date, ${place(after[1])}::uuid)`] : []),
    ];
    const sql = `select ${columns} ${from} where ${conditions.join(' and ')} order by d.sort_on, d.id limit $2`;
    const rows = await tenantQuery<DeadlineRow>(this.em, sql, values);
    return toPage(rows, limit, (row) => this.view(row, today), ({ dueOn, id }) => [dueOn ?? 'infinity', id]);
  }

  /** One pass over what is pending, in the caller's scope. */
  async summary({ plantId, authority }: DeadlineSummaryQuery, actor: Actor): Promise<DeadlineSummary> {
    const today = this.today();
    const [row] = await tenantQuery<DeadlineSummary>(
      this.em,
      `select count(*) filter (where d.status = 'open')::int as open,
         count(*) filter (where d.status = 'open' and d.sort_on < $2)::int as overdue,
         count(*) filter (where d.status = 'open' and d.sort_on >= $2 and d.sort_on <= $3)::int as "dueWithin7Days",
         count(*) filter (where d.status = 'open' and d.sort_on >= $2 and d.sort_on <= $4)::int as "dueWithin30Days",
         count(*) filter (where d.status = 'open' and d.sort_on >= $2 and d.sort_on <= $5)::int as "dueWithin60Days",
         count(*) filter (where d.status = 'dateMissing')::int as "dateMissing"
       from deadline d
       where ${inScope} and d.status in ('open', 'dateMissing') and ($6::uuid is null or d.plant_id = $6) and ($7::text is null or d.authority = $7)`,
      [plantScope(actor), today, addDays(today, 7), addDays(today, 30), addDays(today, 60), plantId ?? null, authority ?? null],
    );
    return row ?? { open: 0, overdue: 0, dueWithin7Days: 0, dueWithin30Days: 0, dueWithin60Days: 0, dateMissing: 0 };
  }

  private view(row: DeadlineRow, today: string): DeadlineView {
    return toDeadlineView(row, this.packs.wordingOf(row.obligation), today);
  }

  private today(): string {
    return dateInZone(this.clock.now(), this.packs.governing().timeZone);
  }
}
