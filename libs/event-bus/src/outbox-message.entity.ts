import { defineEntity, p } from '@mikro-orm/core';
import type { CloudEvent } from '@kairos/contracts';

// `position` and `published_at` are the relay's: the app role may not read them back, so they are not mapped.
const OutboxMessageSchema = defineEntity({
  name: 'OutboxMessage',
  tableName: 'outbox_message',
  properties: {
    eventId: p.uuid().primary(),
    tenantId: p.uuid(),
    subject: p.string(),
    type: p.string(),
    aggregateId: p.string(),
    aggregateVersion: p.integer(),
    message: p.json<CloudEvent>(),
    recordedAt: p.datetime(),
  },
});

export class OutboxMessage extends OutboxMessageSchema.class {}
OutboxMessageSchema.setClass(OutboxMessage);
