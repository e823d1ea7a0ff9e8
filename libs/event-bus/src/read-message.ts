import type { JsMsg } from '@nats-io/jetstream';
import { z } from 'zod';
import { parseEnvelope, type CloudEvent, type EventDefinition } from '@kairos/contracts';

/** One event that cannot be read, with its place in its batch. */
export type Unreadable = { batchIndex: number; text: string; reason: string };

export type OpenedMessage =
  | { kind: 'beat'; beatAt: Date }
  /** `id` is the batch's, or the one event's. */
  | { kind: 'events'; id: string; tenantId: string; type: string; raw: unknown[] }
  | { kind: 'unreadable'; reason: string };

const Head = z.object({ id: z.uuid(), batchid: z.uuid().optional(), tenantid: z.uuid(), type: z.string() });

/** Tells what a delivered message is and whose, from the first of its events; never throws. */
export function openMessage(message: Pick<JsMsg, 'string' | 'subject'>): OpenedMessage {
  try {
    const content: unknown = JSON.parse(message.string());
    if (message.subject.endsWith('.beat.v1')) return { kind: 'beat', beatAt: new Date((content as { beatAt: string }).beatAt) };
    const raw: unknown[] = Array.isArray(content) ? content : [content];
    const { id, batchid, tenantid: tenantId, type } = Head.parse(raw[0]);
    if (Array.isArray(content) && batchid === undefined) return { kind: 'unreadable', reason: 'the events of a batch name no batch' };
    return { kind: 'events', id: Array.isArray(content) ? (batchid ?? id) : id, tenantId, type, raw };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** The events that a consumer takes of an opened message, and those that nobody could take; never throws. */
export function readEvents({ raw, tenantId }: { raw: readonly unknown[]; tenantId: string }, definitions: readonly EventDefinition[]): { events: CloudEvent[]; unreadable: Unreadable[] } {
  const events: CloudEvent[] = [];
  const unreadable: Unreadable[] = [];
  for (const [batchIndex, content] of raw.entries()) {
    try {
      const { type } = (content ?? {}) as { type?: unknown };
      const definition = definitions.find((candidate) => candidate.type === type);
      const event = definition ? definition.parse(content) : parseEnvelope(content);
      if (event.tenantid !== tenantId) throw new Error('a batch holds the events of one tenant');
      if (definition) events.push(event);
    } catch (error) {
      unreadable.push({ batchIndex, text: JSON.stringify(content), reason: reasonOf(error) });
    }
  }
  return { events, unreadable };
}

function reasonOf(error: unknown): string {
  const { issues } = error as { issues?: { path: PropertyKey[]; message: string }[] };
  return issues ? issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') : String(error);
}
