import { z } from 'zod';

/** CloudEvents 1.0 envelope as Kairos publishes it, with the extensions `tenantid`, `aggregateversion`, `traceparent`, `actorid` and `batchid`. */
const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.iso.datetime(),
  subject: z.string().min(1),
  tenantid: z.uuid(),
  aggregateversion: z.int().nonnegative(),
  traceparent: z.string().optional(),
  /** The user by whose own command it came about, where it did: nobody is told of what they did themselves. */
  actorid: z.string().optional(),
  /** The batch it was published in, where it was published with others of its type. */
  batchid: z.uuid().optional(),
  datacontenttype: z.literal('application/json'),
});

const Message = Envelope.extend({ data: z.unknown() });

export type EventEnvelope = z.infer<typeof Envelope>;
export type CloudEvent<D = unknown> = EventEnvelope & { data: D };

/**
 * Who may see an event in the live stream: the read permission and, where rows are scoped, where the scoped id stands, or a list of ids of
 * which one is enough; or, of what tells of many rows, whose it is, and nobody else's who reaches a list of plants alone (with ids beside it, while they reach all of them). `userIdField`
 * says whom it concerns and nobody else, whatever they reach; it may be about no plant then.
 */
export type EventVisibility = { permission: string; plantIdField?: string; ownerField?: string; userIdField?: string };

export interface EventDefinition<D extends z.ZodType = z.ZodType> {
  /** `assets.plant.registered` */
  readonly name: string;
  readonly version: number;
  /** CloudEvents `type`: `assets.plant.registered.v1` */
  readonly type: string;
  readonly summary: string;
  readonly data: D;
  readonly visibility: EventVisibility | undefined;
  parse(message: unknown): CloudEvent<z.infer<D>>;
}

export type EventData<E extends EventDefinition> = z.infer<E['data']>;
export type EventOf<E extends EventDefinition> = CloudEvent<EventData<E>>;

/**
 * Declares one version of one event. The same definition writes the outbox row, parses the message at the consumer
 * and is emitted into the AsyncAPI document.
 *
 * An added optional field keeps the version; any other change is a new definition beside this one.
 */
export function defineEvent<D extends z.ZodType>(input: {
  type: string;
  version: number;
  summary: string;
  data: D;
  visibility?: EventVisibility;
}): EventDefinition<D> {
  const message = Envelope.extend({ data: input.data });
  return {
    name: input.type,
    version: input.version,
    type: `${input.type}.v${input.version}`,
    summary: input.summary,
    data: input.data,
    visibility: input.visibility,
    parse: (raw) => message.parse(raw) as CloudEvent<z.infer<D>>,
  };
}

/** Parses the envelope alone, for code that routes messages without knowing their type. */
export function parseEnvelope(raw: unknown): CloudEvent {
  return Message.parse(raw) as CloudEvent;
}

/**
 * The NATS subject of an event published by a service. Events of the platform (`audit.recorded`) are published by
 * every service on its own stream, so their subject carries the service's name in front.
 */
export function subjectOf(service: string, type: string): string {
  return type.startsWith(`${service}.`) ? type : `${service}.${type}`;
}
