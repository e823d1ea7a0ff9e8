import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { decide, plantScope, tenantStandingSql, type Actor } from '@kairos/auth';
import type { CalendarFeedList, CalendarFeedView, DeadlineObligation, RowScope, TenantStanding } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { runAsTenant, tenantQuery, toInstant } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { addDays, dateInZone } from '../obligations/plain-date.calc.ts';
import { calendarText, type CalendarDeadline } from './calendar-text.calc.ts';
import { tenantOf } from './feed-token.calc.ts';

type Feed = { scope: string; plantId: string | null; locale: 'en' | 'it'; title: string; active: boolean; permissions: string[]; rowScope: RowScope; tenant: TenantStanding | null };
type Row = Omit<CalendarDeadline, 'wording' | 'changedAt'> & { obligation: DeadlineObligation; changedAt: string };

/** What is over leaves the calendar after so long. */
const pastDays = 366;
const mostEntries = 20_000;
const columns = `id, scope, plant_id as "plantId", locale, title, created_at as "createdAt", revoked_at as "revokedAt", version`;

@Injectable()
export class CalendarFeedsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  async list({ userId }: Actor): Promise<CalendarFeedList> {
    const rows = await tenantQuery<CalendarFeedView>(this.em, `select ${columns} from calendar_feed where user_id = $1 order by id`, [userId]);
    return { items: rows.map(viewOf) };
  }

  async read(feedId: string, { userId }: Actor): Promise<CalendarFeedView> {
    const [row] = await tenantQuery<CalendarFeedView>(this.em, `select ${columns} from calendar_feed where id = $1 and user_id = $2`, [feedId, userId]);
    if (!row) throw new NotFound('calendar-feed');
    return viewOf(row);
  }

  /**
   * The calendar behind a token: what the owner of the feed may see at this moment, and nothing once they may see nothing.
   *
   * @throws NotFound whatever is wrong: a token that never was, a revoked feed, an owner who left, a tenant that is closed
   */
  async text(token: string): Promise<string> {
    const tenantId = tenantOf(token);
    if (!tenantId) throw new NotFound('calendar-feed');
    return runAsTenant(this.em, tenantId, async () => {
      const feed = await this.feedOf(token);
      const rows = await this.deadlinesOf(feed);
      return calendarText(feed.title, feed.locale, rows.map((row) => ({ ...row, wording: this.packs.wordingOf(row.obligation), changedAt: new Date(row.changedAt) })));
    });
  }

  private async feedOf(token: string): Promise<Feed> {
    const [feed] = await tenantQuery<Feed>(
      this.em,
      `select f.scope, f.plant_id as "plantId", f.locale, f.title, m.active, m.permissions, m.row_scope as "rowScope", ${tenantStandingSql} as tenant
       from calendar_feed f join membership_access m on m.tenant_id = f.tenant_id and m.membership_id = f.membership_id
       where f.token_sha256 = $1 and f.revoked_at is null`,
      [createHash('sha256').update(token).digest('hex')],
    );
    const standing = feed && { ...feed, sessionRevoked: false, passwordChangeRequired: false };
    if (!feed || !decide(standing, { permission: 'workflows.deadline.read' }).allowed) throw new NotFound('calendar-feed');
    return feed;
  }

  private deadlinesOf(feed: Feed): Promise<Row[]> {
    const since = addDays(dateInZone(this.clock.now(), this.packs.governing().timeZone), -pastDays);
    return tenantQuery<Row>(
      this.em,
      `select d.id, d.plant_id as "plantId", p.name as "plantName", d.obligation, d.status, d.due_on::text as "dueOn", d.completed_on::text as "completedOn",
         d.calendar_sequence as sequence, d.updated_at as "changedAt"
       from deadline d join plant_facts p on p.tenant_id = d.tenant_id and p.plant_id = d.plant_id
       where ($1::uuid[] is null or d.plant_id = any($1)) and ($2::uuid is null or d.plant_id = $2) and d.due_on is not null
         and (d.status = 'open' or d.sort_on >= $3) order by d.sort_on, d.id limit $4`,
      [plantScope(feed), feed.plantId, since, mostEntries],
    );
  }
}

function viewOf(row: CalendarFeedView): CalendarFeedView {
  return { ...row, createdAt: toInstant(row.createdAt), revokedAt: row.revokedAt && toInstant(row.revokedAt) };
}
