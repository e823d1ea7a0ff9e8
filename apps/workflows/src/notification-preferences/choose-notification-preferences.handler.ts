import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { NotificationPreferences } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { mailDueAt } from '../notification-mail/mail-due-at.calc.ts';
import { Notification } from '../notifications/notification.entity.ts';
import { NotificationPreference } from './notification-preference.entity.ts';
import { NotificationPreferencesRepository } from './notification-preferences.repository.ts';

/** Takes somebody's choice, which also decides about the mail that waits. */
@Injectable()
export class ChooseNotificationPreferencesHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly preferences: NotificationPreferencesRepository,
  ) {}

  @Transactional()
  async execute(chosen: NotificationPreferences, expectedVersion: number, { tenantId, userId }: Actor): Promise<void> {
    const known = await this.em.findOne(NotificationPreference, { userId });
    expectVersion(known?.version ?? 0, expectedVersion);
    if (known) known.change(chosen);
    else this.em.persist(NotificationPreference.choose({ tenantId, userId }, chosen));
    const timeZone = await this.preferences.tenantTimeZone();
    for (const waiting of await this.em.find(Notification, { userId, mailDueAt: { $ne: null }, mailId: null })) waiting.mailDueAt = mailDueAt(waiting, chosen, timeZone);
  }
}
