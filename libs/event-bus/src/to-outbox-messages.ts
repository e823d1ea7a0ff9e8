import { subjectOf, type CloudEvent, type EventDefinition } from '@kairos/contracts';
import { gather } from './gather-events.calc.ts';
import { newId } from './new-id.ts';

export type OutgoingEvent = {
  service: string;
  definition: EventDefinition;
  data: unknown;
  tenantId: string;
  aggregateId: string;
  aggregateVersion: number;
  traceparent: string | undefined;
  /** The user whose command it was. */
  actorId?: string | undefined;
};

/** The outbox row of a message. */
export type OutgoingMessage = {
  eventId: string;
  tenantId: string;
  subject: string;
  type: string;
  aggregateId: string;
  aggregateVersion: number;
  eventCount: number;
  message: string;
  recordedAt: Date;
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
export function toOutboxMessage(event: OutgoingEvent): OutgoingMessage {
  const recordedAt = new Date();
  const id = newId();
  const message = textOf(event.definition, toCloudEvent(event, { id, time: recordedAt.toISOString() }));
  const { aggregateId, aggregateVersion } = event;
  return { ...columnsOf(event), eventId: id, aggregateId, aggregateVersion, eventCount: 1, message, recordedAt };
}

/** The outbox rows of what a bulk command recorded, in batches. @throws EventTooLarge */
export function toOutboxBatches(events: readonly OutgoingEvent[]): OutgoingMessage[] {
  return gather(events).map(toOutboxBatch);
}

/**
 * The outbox row of events of one type that go together: a JSON array of CloudEvents, as the batched mode of CloudEvents has it. One
 * event alone is no batch.
 *
 * @throws EventTooLarge
 */
export function toOutboxBatch(events: readonly [OutgoingEvent, ...OutgoingEvent[]]): OutgoingMessage {
  const [first] = events;
  if (events.length === 1) return toOutboxMessage(first);
  const recordedAt = new Date();
  const [batchid, time] = [newId(), recordedAt.toISOString()];
  const message = textOf(first.definition, events.map((event) => toCloudEvent(event, { id: newId(), time, batchid })));
  return { ...columnsOf(first), eventId: batchid, aggregateId: batchid, aggregateVersion: 0, eventCount: events.length, message, recordedAt };
}

function columnsOf({ service, tenantId, definition: { type } }: OutgoingEvent) {
  return { tenantId, subject: subjectOf(service, type), type };
}

function toCloudEvent({ service, definition: { type }, data, tenantId, aggregateId, aggregateVersion, traceparent, actorId }: OutgoingEvent, { id, time, batchid }: { id: string; time: string; batchid?: string }): CloudEvent {
  return {
    specversion: '1.0', id, source: `kairos/${service}`, type, time, subject: aggregateId, tenantid: tenantId, aggregateversion: aggregateVersion,
    ...(traceparent ? { traceparent } : {}), ...(actorId ? { actorid: actorId } : {}), ...(batchid ? { batchid } : {}), datacontenttype: 'application/json', data,
  };
}

function textOf({ type }: EventDefinition, told: CloudEvent | CloudEvent[]): string {
  const text = JSON.stringify(told);
  if (text.length > largestEventBytes / 4 && Buffer.byteLength(text) > largestEventBytes) throw new EventTooLarge(type);
  return text;
}
