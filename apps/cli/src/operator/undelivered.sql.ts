import { catalogue, serviceNames, topology, type Durable, type ServiceName, type ServiceTopology } from '@kairos/contracts';

/** One durable with the service that publishes what it follows and the one that consumes it. */
export type Subscription = { publisher: ServiceName; consumer: ServiceName; durable: Durable };

export const subscriptions: Subscription[] = serviceNames.flatMap((consumer) =>
  (topology[consumer] as ServiceTopology).durables.flatMap((durable) =>
    serviceNames.filter((service) => topology[service].stream === durable.stream).map((publisher) => ({ publisher, consumer, durable })),
  ),
);

/** The condition that an outbox row `o` is on a durable's subjects; cheap where the filter is, for there may be many rows. */
export function onSubject(filter: string): string {
  const tokens = filter.split('.');
  if (!/[*>]/.test(filter)) return `o.subject = '${filter}'`;
  if (tokens.indexOf('>') === tokens.length - 1 && !tokens.includes('*')) return `starts_with(o.subject, '${filter.slice(0, -1)}')`;
  const pattern = tokens.map((token) => (token === '>' ? '.+' : token === '*' ? '[^.]+' : token)).join(String.raw`\.`);
  return `o.subject ~ '^${pattern}$'`;
}

const visible = catalogue.filter(({ visibility }) => visibility !== undefined).map(({ type }) => type);

/** The condition that an outbox row `o` is one that a durable's consumer takes. */
export function taken({ filter, takes }: Durable): string {
  if (takes === undefined) return onSubject(filter);
  const types = visible.filter((type) => type.startsWith(filter.replace('>', '')));
  return `${onSubject(filter)} and o.type in (${types.map((type) => `'${type}'`).join(', ')})`;
}

/**
 * The condition that an outbox row `o` was published to a durable whose consumer shows no sign of it: no inbox row, no dead
 * letter; of a batch that was not taken as one, of one of its events. A letter that nobody could read has no event id, only its text.
 */
export function undelivered({ consumer, durable }: Subscription): string {
  const inInbox = (id: string) => `exists (select from ${consumer}.inbox_message i where i.event_id = ${id} and i.consumer = '${durable.name}')`;
  const setAside = (id: string) => `exists (select from ${consumer}.dead_letter d where d.consumer = '${durable.name}'
      and (d.event_id = ${id} or (d.event_id is null and strpos(d.message, ${id}::text) > 0)))`;
  const ofBatch = `exists (select from (select (b.event ->> 'id')::uuid as id from json_array_elements(case when o.event_count > 1 then o.message end) as b (event)) e
      where not ${inInbox('e.id')} and not ${setAside('e.id')})`;
  return `o.published_at is not null and ${taken(durable)} and not ${inInbox('o.event_id')}
    and case when o.event_count = 1 then not ${setAside('o.event_id')} else ${ofBatch} end`;
}
