import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { usualPreferences, type NotificationPreferences } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

type Row = NotificationPreferences & { userId: string };

/** How people want to be notified, and the zone of whoever chose none. */
@Injectable()
export class NotificationPreferencesRepository {
  constructor(private readonly em: EntityManager) {}

  async of(userIds: readonly string[]): Promise<(userId: string) => NotificationPreferences> {
    const rows = await tenantQuery<Row>(this.em, 'select user_id as "userId", mail, quiet_hours as "quietHours", time_zone as "timeZone" from notification_preference where user_id = any($1)', [userIds]);
    const chosen = new Map(rows.map(({ userId, ...preferences }) => [userId, preferences]));
    return (userId) => chosen.get(userId) ?? usualPreferences;
  }

  async tenantTimeZone(): Promise<string> {
    const [terms] = await tenantQuery<{ timeZone: string }>(this.em, 'select time_zone as "timeZone" from tenant_terms');
    return terms?.timeZone ?? 'Europe/Rome';
  }
}
