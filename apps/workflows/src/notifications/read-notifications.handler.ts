import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { NotificationNotFound } from './notification.errors.ts';
import { Notification } from './notification.entity.ts';
import { ownAndSeen, ownAndSeenOf } from './own-notifications.sql.ts';

type Found = { id: string };

/** Marks what somebody was told as read: one notification, or all there are. What is read already stays so. */
@Injectable()
export class ReadNotificationsHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async readOne(notificationId: string, actor: Actor): Promise<void> {
    const [own] = await tenantQuery<Found>(this.em, `select n.id from notification n where ${ownAndSeen} and n.id = $4`, [...ownAndSeenOf(actor), notificationId]);
    if (!own) throw new NotificationNotFound();
    const notification = await this.em.findOneOrFail(Notification, { id: own.id });
    if (!notification.readAt) notification.read(this.clock.now(), { allEarlier: false });
  }

  /** @returns how many were not read before */
  @Transactional()
  async readAll(actor: Actor): Promise<number> {
    const readAt = this.clock.now();
    const [last] = await tenantQuery<Found>(this.em, `select n.id from notification n where ${ownAndSeen} and n.read_at is null order by n.id desc limit 1`, ownAndSeenOf(actor));
    if (!last) return 0;
    const newest = await this.em.findOneOrFail(Notification, { id: last.id });
    newest.read(readAt, { allEarlier: true });
    const earlier = await tenantQuery<Found>(this.em, `update notification n set read_at = $4 where ${ownAndSeen} and n.read_at is null and n.id < $5 returning n.id`, [...ownAndSeenOf(actor), readAt, newest.id]);
    return earlier.length + 1;
  }
}
