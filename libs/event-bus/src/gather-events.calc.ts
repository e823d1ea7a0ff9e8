import type { OutgoingEvent } from './to-outbox-messages.ts';

/** A consumer holds hundreds of messages at a time, so a batch is small: these many events at most, of these characters of data. */
const most = { events: 100, characters: 64_000 };

type Batch = [OutgoingEvent, ...OutgoingEvent[]];
type Gathered = { events: Batch; characters: number };

/**
 * Events of a command by type, in batches. An event joins the last batch of its type, unless its aggregate has told something
 * in a later batch: batches are published one after the other, and no aggregate's events may change places.
 */
export function gather(events: readonly OutgoingEvent[]): Batch[] {
  const batches: Gathered[] = [];
  const lastOfType = new Map<string, number>();
  const lastOfAggregate = new Map<string, number>();
  for (const event of events) {
    const { definition: { type }, aggregateId, data } = event;
    const characters = lengthOf(data);
    const at = lastOfType.get(type);
    const open = at !== undefined && at >= (lastOfAggregate.get(aggregateId) ?? 0) ? batches[at] : undefined;
    if (at !== undefined && open && open.events.length < most.events && open.characters + characters <= most.characters) {
      open.events.push(event);
      open.characters += characters;
      lastOfAggregate.set(aggregateId, at);
    } else {
      const next = batches.push({ events: [event], characters }) - 1;
      lastOfType.set(type, next);
      lastOfAggregate.set(aggregateId, next);
    }
  }
  return batches.map(({ events: gathered }) => gathered);
}

/** Roughly, and for little: names and punctuation of the data, and whatever texts it holds. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length + 2;
  if (typeof data !== 'object' || data === null) return 8;
  let sum = 2;
  if (Array.isArray(data)) for (const item of data) sum += lengthOf(item) + 1;
  else for (const name in data) sum += name.length + 4 + lengthOf((data as Record<string, unknown>)[name]);
  return sum;
}
