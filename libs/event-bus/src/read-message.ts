import type { JsMsg } from '@nats-io/jetstream';
import { z } from 'zod';
import { parseEnvelope, type CloudEvent, type EventDefinition } from '@kairos/contracts';

/** One event that cannot be read, with its place in its batch; without text it is all of the message. */
export type Unreadable = { batchIndex: number; text: string | undefined; reason: string };

export type OpenedMessage =
  | { kind: 'beat'; beatAt: Date }
  /** `id` is the batch's, or the one event's. */
  | { kind: 'events'; id: string; tenantId: string; content: () => unknown }
  | { kind: 'unreadable'; reason: string };

/** The header that tells whose a message is, for those who need not read it. Its id is the message id. */
export const tenantHeader = 'Kairos-Tenant';

const Head = z.object({ id: z.uuid(), batchid: z.uuid().optional(), tenantid: z.uuid() });
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Tells what a delivered message is and whose, by its headers where it has them; never throws. */
export function openMessage(message: Pick<JsMsg, 'string' | 'subject' | 'headers'>): OpenedMessage {
  try {
    if (message.subject.endsWith('.beat.v1')) return { kind: 'beat', beatAt: new Date((JSON.parse(message.string()) as { beatAt: string }).beatAt) };
    const [id, tenantId] = [message.headers?.get('Nats-Msg-Id') ?? '', message.headers?.get(tenantHeader) ?? ''];
    if (uuid.test(id) && uuid.test(tenantId)) return { kind: 'events', id, tenantId, content: () => JSON.parse(message.string()) as unknown };
    const content: unknown = JSON.parse(message.string());
    return { kind: 'events', ...headOf(content), content: () => content };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

function headOf(content: unknown): { id: string; tenantId: string } {
  const { id, batchid, tenantid: tenantId } = Head.parse(Array.isArray(content) ? content[0] : content);
  if (!Array.isArray(content)) return { id: id.toLowerCase(), tenantId };
  if (batchid === undefined) throw new Error('the events of a batch name no batch');
  return { id: batchid.toLowerCase(), tenantId };
}

export type ReadMessage = { raw: unknown[]; events: CloudEvent[]; unreadable: Unreadable[] };

/** The events that a consumer takes of an opened message, and those that nobody could take; never throws. */
export function readEvents({ id, tenantId, content: read }: Extract<OpenedMessage, { kind: 'events' }>, definitions: readonly EventDefinition[]): ReadMessage {
  const events: CloudEvent[] = [];
  const unreadable: Unreadable[] = [];
  let raw: unknown[] = [];
  let isBatch = false;
  try {
    const content = read();
    if (headOf(content).id !== id) throw new Error('is not the message that its headers tell of');
    isBatch = Array.isArray(content);
    raw = [content].flat();
  } catch (error) {
    return { raw, events, unreadable: [{ batchIndex: 0, text: undefined, reason: reasonOf(error) }] };
  }
  for (const [batchIndex, one] of raw.entries()) {
    try {
      const { type } = (one ?? {}) as { type?: unknown };
      const definition = definitions.find((candidate) => candidate.type === type);
      const event = definition ? definition.parse(one) : parseEnvelope(one);
      if (event.tenantid !== tenantId) throw new Error('a batch holds the events of one tenant');
      const batchid = event.batchid?.toLowerCase();
      if (isBatch && batchid !== id) throw new Error('a batch holds events that name it');
      // The inbox gives ids back in small letters.
      if (definition) events.push({ ...event, id: event.id.toLowerCase(), ...(batchid ? { batchid } : {}) });
    } catch (error) {
      unreadable.push({ batchIndex, text: JSON.stringify(one), reason: reasonOf(error) });
    }
  }
  return { raw, events, unreadable };
}

function reasonOf(error: unknown): string {
  const { issues } = error as { issues?: { path: PropertyKey[]; message: string }[] };
  return issues ? issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') : String(error);
}
