import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { Clock } from '../clock.port.ts';
import { NotificationNotFound } from './notification.errors.ts';
import { Notification } from './notification.entity.ts';

type Read = { id: string };

/** Marks what somebody was told as read: one notification, or all there are. What is read already stays so. */
@Injectable()
export class ReadNotificationsHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async readOne(notificationId: string, actor: Actor): Promise<void> {
    const notification = await this.em.findOne(Notification, { id: notificationId, ...ownOf(actor) });
    if (!notification) throw new NotificationNotFound();
    if (!notification.readAt) notification.read(this.clock.now(), { allEarlier: false });
  }

  /** @returns how many were not read before */
  @Transactional()
  async readAll(actor: Actor): Promise<number> {
    const readAt = this.clock.now();
    const [newest] = await this.em.find(Notification, { ...ownOf(actor), readAt: null }, { orderBy: { id: 'desc' }, limit: 1 });
    if (!newest) return 0;
    newest.read(readAt, { allEarlier: true });
    const earlier = await this.em.execute<Read[]>(
      `update notification set read_at = ? where user_id = ? and read_at is null and id < ? and (plant_id is null or ?::uuid[] is null or plant_id = any(?::uuid[])) returning id`,
      [readAt, actor.userId, newest.id, listOf(actor), listOf(actor)],
    );
    return earlier.length + 1;
  }
}

function ownOf(actor: Actor) {
  const plants = plantScope(actor);
  return { userId: actor.userId, ...(plants ? { $or: [{ plantId: null }, { plantId: { $in: plants } }] } : {}) };
}

function listOf(actor: Actor): string | null {
  const plants = plantScope(actor);
  return plants && `{${plants.join(',')}}`;
}
