import * as contracts from '@kairos/contracts';
import { AccessBeat, accessBeatSubject, catalogue, serviceNames, subjectOf, topology } from '@kairos/contracts';
import type { EventDefinition, ServiceName, ServiceTopology } from '@kairos/contracts';
import { SchemaBook, type JsonObject } from '@kairos/http';

const beat = { service: 'identity', subject: accessBeatSubject } as const;

type Publication = { service: ServiceName; subject: string; type: string };

/** Who publishes what: an event of the platform is published by every service, any other by the one it is named after. */
function publications(): Publication[] {
  const publishersOf = ({ name }: EventDefinition): ServiceName[] => {
    const owner = serviceNames.find((service) => name.startsWith(`${service}.`));
    return owner ? [owner] : serviceNames;
  };
  const events = catalogue.flatMap((definition) => publishersOf(definition).map((service) => ({ service, subject: subjectOf(service, definition.type), type: definition.type })));
  return [...events, { ...beat, type: beat.subject }].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** Whether a NATS filter with `*` for one part and `>` for the rest lets a subject through. */
export function passes(filter: string, subject: string): boolean {
  const pattern = filter.split('.').map((part) => (part === '*' ? '[^.]+' : part === '>' ? '.+' : part.replaceAll(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${pattern.join('\\.')}$`).test(subject);
}

/** The AsyncAPI 3 document of all events: what each service sends, and what each durable consumer may receive. */
export function asyncApi(version: string): JsonObject {
  const book = new SchemaBook(contracts);
  const published = publications();
  const messages = { ...Object.fromEntries([...catalogue].sort(byType).map((definition) => [definition.type, messageOf(definition, book)])), [beat.subject]: beatMessage(book) };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Kairos events',
      version,
      description: 'Facts that services publish to NATS JetStream, one stream per service, as CloudEvents 1.0 in structured JSON. Delivery is at least once; the event id is the message id. What a bulk command tells comes in the batched mode: an array of up to a hundred events of one type and one tenant, whose batch id is the message id.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { nats: { host: '127.0.0.1:4222', protocol: 'nats', description: 'One user per service, who may publish its own subjects and consume its own durables.', security: [{ $ref: '#/components/securitySchemes/serviceUser' }] } },
    channels: Object.fromEntries(published.map((publication) => [publication.subject, channelOf(publication)])),
    operations: Object.fromEntries([...published.map(sendOf), ...receptions(published)]),
    components: {
      messages,
      schemas: { CloudEvent: envelope, ...book.referredIn(messages) },
      securitySchemes: { serviceUser: { type: 'userPassword' } },
    },
  };
}

const byType = (a: EventDefinition, b: EventDefinition): number => (a.type < b.type ? -1 : 1);

function channelOf({ service, subject, type }: Publication): JsonObject {
  return { address: subject, messages: { [type]: { $ref: `#/components/messages/${type}` } }, 'x-stream': topology[service].stream };
}

const channelRef = ({ subject }: Publication): JsonObject => ({ $ref: `#/channels/${subject}` });
const messageRef = ({ subject, type }: Publication): JsonObject => ({ $ref: `#/channels/${subject}/messages/${type}` });

function sendOf(publication: Publication): [string, JsonObject] {
  return [`send.${publication.subject}`, { action: 'send', channel: channelRef(publication), messages: [messageRef(publication)], 'x-service': publication.service }];
}

function receptions(published: Publication[]): [string, JsonObject][] {
  return serviceNames.flatMap((service) =>
    (topology[service] as ServiceTopology).durables.flatMap(({ name, stream, filter }) =>
      published
        .filter((publication) => topology[publication.service].stream === stream && passes(filter, publication.subject))
        .map((publication): [string, JsonObject] => [
          `${name}.receive.${publication.subject}`,
          { action: 'receive', channel: channelRef(publication), messages: [messageRef(publication)], 'x-service': service, 'x-durable': name, 'x-filter': filter },
        ]),
    ),
  );
}

function messageOf({ type, summary, data, visibility }: EventDefinition, book: SchemaBook): JsonObject {
  const own = { type: 'object', properties: { type: { const: type }, data: book.refer(data) }, required: ['type', 'data'] };
  return {
    name: type,
    summary,
    contentType: 'application/json',
    payload: { allOf: [{ $ref: '#/components/schemas/CloudEvent' }, own] },
    ...(visibility ? { 'x-visibility': visibility } : {}),
  };
}

function beatMessage(book: SchemaBook): JsonObject {
  return {
    name: beat.subject,
    summary: 'Every 15 s while the outbox of identity is empty: every access change made before `beatAt` has been published. Belongs to no tenant and is no CloudEvent.',
    contentType: 'application/json',
    payload: book.refer(AccessBeat),
  };
}

const text = { type: 'string', minLength: 1 };
const envelope = {
  type: 'object',
  description: 'CloudEvents 1.0 with the extensions tenantid, aggregateversion, traceparent, actorid and batchid.',
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid' },
    source: text,
    type: text,
    time: { type: 'string', format: 'date-time' },
    subject: { ...text, description: 'The id of the aggregate.' },
    tenantid: { type: 'string', format: 'uuid' },
    batchid: { ...text, format: 'uuid', description: 'The batch that the event came in, if it came in one. An event that is told again by itself keeps it: whoever took the batch has seen the event.' },
    aggregateversion: { type: 'integer', minimum: 0, description: 'Rises with every change of the aggregate; projections drop what is older than what they hold.' },
    traceparent: { type: 'string' },
    actorid: { type: 'string', description: 'The user by whose own command it came about, where it did.' },
    datacontenttype: { const: 'application/json' },
    data: {},
  },
  required: ['specversion', 'id', 'source', 'type', 'time', 'subject', 'tenantid', 'aggregateversion', 'datacontenttype', 'data'],
};
