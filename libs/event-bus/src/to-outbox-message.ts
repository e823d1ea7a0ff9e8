import { v7 as newId } from 'uuid';
import { subjectOf, type CloudEvent, type EventDefinition } from '@kairos/contracts';

export type OutgoingEvent = {
  service: string;
  definition: EventDefinition;
  data: unknown;
  tenantId: string;
  aggregateId: string;
  aggregateVersion: number;
  traceparent: string | undefined;
};

/** NATS takes a mebibyte, headers and all. */
const largestEventBytes = 900_000;

/** An event that no broker would take may not get into the outbox, where it would stand in the way of all behind it: the command fails. */
export class EventTooLarge extends Error {
  readonly statusCode = 413;

  constructor(type: string) {
    super(`What this would change is too large to be told to other services (${type}, over ${largestEventBytes} bytes).`);
    this.name = new.target.name;
  }
}

/**
 * The outbox row of one event: the CloudEvent as it will be published, beside the columns the relay works with.
 *
 * @throws EventTooLarge
 */
export function toOutboxMessage(event: OutgoingEvent) {
  const recordedAt = new Date();
  const message: CloudEvent = {
    specversion: '1.0',
    id: newId(),
    source: `kairos/${event.service}`,
    type: event.definition.type,
    time: recordedAt.toISOString(),
    subject: event.aggregateId,
    tenantid: event.tenantId,
    aggregateversion: event.aggregateVersion,
    ...(event.traceparent ? { traceparent: event.traceparent } : {}),
    datacontenttype: 'application/json',
    data: event.data,
  };
  if (Buffer.byteLength(JSON.stringify(message)) > largestEventBytes) throw new EventTooLarge(message.type);
  return {
    eventId: message.id,
    tenantId: event.tenantId,
    subject: subjectOf(event.service, event.definition.type),
    type: event.definition.type,
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion,
    message,
    recordedAt,
  };
}
