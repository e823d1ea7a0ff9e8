import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { NotFound } from '@kairos/http';
import { Clock } from '../clock.port.ts';
import { CalendarFeed } from './calendar-feed.entity.ts';

/** Revokes a feed of the caller: from then on its address answers as one that never was. */
@Injectable()
export class RevokeCalendarFeedHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(feedId: string, actor: Actor): Promise<void> {
    const feed = await this.em.findOne(CalendarFeed, { id: feedId, userId: actor.userId });
    if (!feed) throw new NotFound('calendar-feed');
    feed.revoke(this.clock.now());
  }
}
