import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@kairos/auth';
import type { ChannelTestView, TestChannelBody } from '@kairos/contracts';
import { NotificationsQueries } from '../notifications/notifications.queries.ts';

/** So long somebody waits for what becomes of their mail; most are taken by the server within a second or two. */
const patienceMs = 5000;
const pauseMs = 200;

@Injectable()
export class ChannelTestsQueries {
  constructor(private readonly notifications: NotificationsQueries) {}

  /** What became of a test, once that is known or it has been waited for long enough. */
  async outcomeOf(notificationId: string, { channel }: TestChannelBody, actor: Actor): Promise<ChannelTestView> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const notification = await this.notifications.read(notificationId, actor);
      const { mail } = notification;
      if (mail === null) return { channel, outcome: 'raised', failure: null, notification };
      const outcome = mail.status === 'waiting' ? 'requested' : mail.status;
      if (outcome !== 'requested' || Date.now() > until) return { channel, outcome, failure: mail.failure, notification };
      await sleep(pauseMs);
    }
  }
}
