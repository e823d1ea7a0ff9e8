import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import type { NotificationPreferences } from '@kairos/contracts';

const NotificationPreferenceSchema = defineEntity({
  name: 'NotificationPreference',
  tableName: 'notification_preference',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    mail: p.json<NotificationPreferences['mail']>(),
    quietHours: p.json<NonNullable<NotificationPreferences['quietHours']>>().nullable(),
    timeZone: p.string().nullable(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
    version: p.integer().version(),
  },
});

/** How one person wants to be notified in one tenant. */
export class NotificationPreference extends NotificationPreferenceSchema.class {
  static choose(owner: { tenantId: string; userId: string }, chosen: NotificationPreferences): NotificationPreference {
    return Object.assign(new NotificationPreference(), { ...owner, ...chosen, id: newId(), updatedAt: new Date(), version: 1 } satisfies RequiredEntityData<NotificationPreference>);
  }

  change({ mail, quietHours, timeZone }: NotificationPreferences): void {
    Object.assign(this, { mail, quietHours, timeZone });
  }
}
NotificationPreferenceSchema.setClass(NotificationPreference);
