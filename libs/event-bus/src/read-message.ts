import type { JsMsg } from '@nats-io/jetstream';
import { parseEnvelope, type CloudEvent, type EventDefinition } from '@kairos/contracts';

export type ReadMessage =
  | { kind: 'event'; event: CloudEvent }
  | { kind: 'beat'; beatAt: Date }
  | { kind: 'skip' }
  | { kind: 'unreadable'; reason: string };

/** Turns a delivered message into what the consumer does with it; never throws. */
export function readMessage(message: Pick<JsMsg, 'string' | 'subject'>, definitions: EventDefinition[]): ReadMessage {
  try {
    const raw: unknown = JSON.parse(message.string());
    if (message.subject.endsWith('.beat.v1')) return { kind: 'beat', beatAt: new Date((raw as { beatAt: string }).beatAt) };
    const { type } = (raw ?? {}) as { type?: unknown };
    const definition = definitions.find((candidate) => candidate.type === type);
    if (definition) return { kind: 'event', event: definition.parse(raw) };
    parseEnvelope(raw);
    return { kind: 'skip' };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { issues } = error as { issues?: { path: PropertyKey[]; message: string }[] };
  return issues ? issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') : String(error);
}
