import { Injectable } from '@nestjs/common';
import { ImportJobFailed, WebhookEndpointStopped, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { Announcements } from './announcements.ts';

/** Tells whoever started an import that it has failed: also when they were not there to see it. */
@Injectable()
@Consumes('workflows-notify-of-imports', ImportJobFailed)
export class NotifyWhenImportFails implements EventConsumer {
  constructor(private readonly announcements: Announcements) {}

  async handle({ id, time, data: { importJobId, recipeName, failure, startedByUserId } }: EventOf<typeof ImportJobFailed>): Promise<void> {
    await this.announcements.announce({ id, time }, {
      template: 'integration_error', parameters: { integrationName: recipeName, failure: failure.detail }, plantIds: null, subject: { kind: 'importJob', id: importJobId },
      link: `/api/v1/intake/import-jobs/${importJobId}`, isFor: ({ userId }) => userId === startedByUserId,
    });
  }
}

/** Tells whoever answers for a webhook endpoint that it is told nothing any more, unless somebody switched it off. */
@Injectable()
@Consumes('workflows-notify-of-webhooks', WebhookEndpointStopped)
export class NotifyWhenWebhookStops implements EventConsumer {
  constructor(private readonly announcements: Announcements) {}

  async handle({ id, time, data: { webhookEndpointId, title, stoppedAs, ownerUserId } }: EventOf<typeof WebhookEndpointStopped>): Promise<void> {
    if (stoppedAs === 'by-hand') return;
    await this.announcements.announce({ id, time }, {
      template: 'integration_error', parameters: { integrationName: title, failure: stoppedAs }, plantIds: null, subject: null,
      link: `/api/v1/intake/webhook-endpoints/${webhookEndpointId}`, isFor: ({ userId }) => userId === ownerUserId,
    });
  }
}
