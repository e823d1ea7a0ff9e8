import type { EntityManager } from '@mikro-orm/postgresql';
import { databaseIsAway } from '@kairos/tenancy';
import type { EventConsumer, Subscription } from './consumes.decorator.ts';
import { EventGroup } from './event-group.ts';
import { openMessage, readEvents } from './read-message.ts';

/** What was set aside for a consumer: one event of one tenant, as it came. */
export type SetAside = { consumer: string; tenantId: string; subject: string; message: string };
export type Taker = { durable: string; definitions: Subscription['definitions']; consumer: EventConsumer };

/**
 * Gives an event that was set aside its effect as its consumer does: one transaction holds the inbox row and the effect. Whoever
 * comes second, by whatever way, finds the row and lets it pass.
 *
 * @returns why it failed again, or nothing
 * @throws Error when the database is away
 */
export async function takeAgain(em: EntityManager, { durable, definitions, consumer }: Taker, { tenantId, subject, message }: SetAside): Promise<string | undefined> {
  const opened = openMessage({ string: () => message, subject, headers: undefined });
  if (opened.kind !== 'events') return opened.kind === 'unreadable' ? opened.reason : 'is no event';
  if (opened.tenantId !== tenantId) return 'is the event of another tenant';
  const { events, unreadable: [unreadable] } = readEvents(opened, definitions);
  if (unreadable) return unreadable.reason;
  const group = new EventGroup(em, durable, consumer);
  try {
    if (await group.isWanted(tenantId)) for (const event of events) await group.apply(tenantId, [{ id: event.id, events: [event] }]);
    else await group.pass(tenantId, [opened.id]);
  } catch (error) {
    if (databaseIsAway(error)) throw error;
    return String(error);
  }
  return undefined;
}
