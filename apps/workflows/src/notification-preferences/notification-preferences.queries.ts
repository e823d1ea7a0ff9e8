import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { usualPreferences, type NotificationPreferencesView } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';

@Injectable()
export class NotificationPreferencesQueries {
  constructor(private readonly em: EntityManager) {}

  async read({ userId }: Actor): Promise<NotificationPreferencesView> {
    const [chosen] = await tenantQuery<NotificationPreferencesView>(this.em, 'select mail, quiet_hours as "quietHours", time_zone as "timeZone", version from notification_preference where user_id = $1', [userId]);
    return chosen ?? { ...usualPreferences, version: 0 };
  }
}
