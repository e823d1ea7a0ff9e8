import { serviceNames } from '@kairos/contracts';
import type { StreamInspector } from '@kairos/event-bus';
import { subscriptions, taken, undelivered, type Subscription } from '../undelivered.sql.ts';
import { oneRow, together, when, type Check, type Found, type Patient } from './check.ts';

const noBroker: Found = { counts: {}, findings: ['NATS cannot be reached'] };
const lookBackMessages = 5000;

export const deliveries: Check = {
  name: 'no event is lost on its way',
  async run(patient) {
    const { streams } = patient;
    return streams ? together(await Promise.all(subscriptions.map((subscription) => deliveryOf(patient, streams, subscription)))) : noBroker;
  },
};

/**
 * What the durable still has to do is asked first: what it has done by then is committed, so of the events published before,
 * every one that shows no trace in the consumer's schema must be among them.
 */
async function deliveryOf({ database }: Patient, streams: StreamInspector, subscription: Subscription): Promise<Found> {
  const { publisher, consumer, durable } = subscription;
  const { now } = await oneRow<{ now: Date }>(database, 'select now() as now');
  const state = await streams.durable(durable.stream, durable.name);
  if (!state) return { counts: {}, findings: [`durable ${durable.name} of stream ${durable.stream} does not exist`] };
  const before = `o.published_at < $1::timestamptz - interval '10 seconds' and ${taken(durable)}`;
  const { published, missing } = await oneRow<{ published: number; missing: number }>(
    database,
    `select (select count(*)::int from ${publisher}.outbox_message o where ${before}) as published,
       (select count(*)::int from ${publisher}.outbox_message o where ${before} and ${undelivered(subscription)}) as missing`,
    [now],
  );
  const pending = state.pending + state.unacknowledged;
  const lost = Math.max(0, missing - pending);
  return { counts: { published, pending, lost }, findings: when(lost, `${consumer}: ${lost} events of ${durable.stream} never reached ${durable.name}; \`kairos events replay\` sends them again`) };
}

export const deadLetters: Check = {
  name: 'no dead letter waits',
  async run({ database }) {
    const each = serviceNames.map(async (service) => {
      const { waiting, replayed } = await oneRow<{ waiting: number; replayed: number }>(
        database,
        `select count(*) filter (where replayed_at is null)::int as waiting, count(*) filter (where replayed_at is not null)::int as replayed from ${service}.dead_letter`,
      );
      return { counts: { waiting, replayed }, findings: when(waiting, `${service}: ${waiting} dead letters wait; see \`kairos events dead-letters\``) };
    });
    return together(await Promise.all(each));
  },
};

/** A relay that dies between publishing and marking may tell a stream twice; the inbox keeps the effect single, so this is only counted. */
export const streamsStand: Check = {
  name: 'streams exist',
  async run({ streams }) {
    if (!streams) return noBroker;
    const names = [...new Set(subscriptions.map(({ durable }) => durable.stream))];
    const each = names.map(async (name): Promise<Found> => {
      const state = await streams.stream(name);
      if (!state) return { counts: {}, findings: [`stream ${name} does not exist; \`kairos events replay\` makes it again`] };
      const { looked, repeated } = await streams.repeatedMessageIds(name, lookBackMessages);
      return { counts: { messages: state.messages, lookedAt: looked, toldTwice: repeated }, findings: [] };
    });
    return together(await Promise.all(each));
  },
};

/** Audit records are delivered like any event; this looks at the trail itself, service by service. */
export const auditTrail: Check = {
  name: 'every command has its audit record',
  async run({ database, streams }) {
    if (!streams) return noBroker;
    const trails = subscriptions.filter(({ durable }) => durable.name.startsWith('identity-audit-of-'));
    const each = trails.map(async ({ publisher, durable }) => {
      const state = await streams.durable(durable.stream, durable.name);
      const { commands, unrecorded } = await oneRow<{ commands: number; unrecorded: number }>(
        database,
        `select count(*)::int as commands, count(*) filter (where a.id is null and o.published_at < now() - interval '10 seconds')::int as unrecorded
         from ${publisher}.outbox_message o left join identity.audit_record a on a.id = o.event_id
         where o.type = 'audit.recorded.v1' and o.recorded_at > now() - interval '24 hours'`,
      );
      const missing = Math.max(0, unrecorded - (state ? state.pending + state.unacknowledged : 0));
      return { counts: { commands, missing }, findings: when(missing, `${publisher}: ${missing} commands of the last 24 hours have no audit record`) };
    });
    return together(await Promise.all(each));
  },
};
