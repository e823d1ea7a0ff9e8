import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';
import { calendarFeedScopes, locales, type CreateCalendarFeedBody } from '@kairos/contracts';

const CalendarFeedSchema = defineEntity({
  name: 'CalendarFeed',
  tableName: 'calendar_feed',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    membershipId: p.uuid(),
    userId: p.uuid(),
    scope: p.enum(calendarFeedScopes),
    plantId: p.uuid().nullable(),
    locale: p.enum(locales),
    title: p.string(),
    // A digest, but nothing that the audit trail should hold.
    tokenSha256: p.string().hidden(),
    createdAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

type Owner = { tenantId: string; membershipId: string; userId: string };

/** A calendar of deadlines that whoever has its token may fetch, as long as its owner may see them. */
export class CalendarFeed extends CalendarFeedSchema.class {
  static create({ tenantId, membershipId, userId }: Owner, { scope, plantId = null, locale, title }: CreateCalendarFeedBody, tokenSha256: string): CalendarFeed {
    const facts = { id: newId(), tenantId, membershipId, userId, scope, plantId, locale, title, tokenSha256, createdAt: new Date(), revokedAt: null, version: 1 };
    return Object.assign(new CalendarFeed(), facts satisfies RequiredEntityData<CalendarFeed>);
  }

  /** Ends it for good; one that is revoked stays so. */
  revoke(at: Date): void {
    this.revokedAt ??= at;
  }
}
CalendarFeedSchema.setClass(CalendarFeed);
