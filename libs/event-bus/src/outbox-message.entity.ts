import { defineEntity, p, Type } from '@mikro-orm/core';

/** JSON that is text already. */
class JsonText extends Type<string, string> {
  override getColumnType(): string {
    return 'json';
  }
}

// `position` and `published_at` are the relay's: the app role may not read them back, so they are not mapped.
const OutboxMessageSchema = defineEntity({
  name: 'OutboxMessage',
  tableName: 'outbox_message',
  properties: {
    /** Of the event, or of the batch. */
    eventId: p.uuid().primary(),
    tenantId: p.uuid(),
    subject: p.string(),
    type: p.string(),
    aggregateId: p.string(),
    aggregateVersion: p.integer(),
    eventCount: p.integer(),
    /** The text that will be published: a CloudEvent, or an array of them. */
    message: p.type(JsonText),
    recordedAt: p.datetime(),
  },
});

export class OutboxMessage extends OutboxMessageSchema.class {}
OutboxMessageSchema.setClass(OutboxMessage);
