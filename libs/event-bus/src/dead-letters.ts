import { newId } from './new-id.ts';
import type { RelayDatabase } from './relay-database.ts';

export type DeadLetter = {
  consumer: string;
  stream: string;
  streamSequence: number;
  /** The event's place in its batch; 0 for one that came alone, or for a batch that nobody could open. */
  batchIndex: number;
  subject: string;
  eventId: string | null;
  tenantId: string | null;
  reason: string;
  deliveries: number;
  message: string;
};

/** Sets a message aside with the reason, so that it blocks nobody and can be seen and replayed. */
export async function writeDeadLetter(database: RelayDatabase, letter: DeadLetter): Promise<void> {
  await database.pool.query(
    `insert into dead_letter (id, consumer, stream, stream_sequence, batch_index, subject, event_id, tenant_id, reason, deliveries, message)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (consumer, stream, stream_sequence, batch_index) do update set reason = excluded.reason, deliveries = excluded.deliveries`,
    [newId(), letter.consumer, letter.stream, letter.streamSequence, letter.batchIndex, letter.subject, letter.eventId, letter.tenantId, storable(letter.reason.slice(0, 2000)), letter.deliveries, storable(letter.message)],
  );
}

/** Postgres text holds no NUL; a message that cannot be read may hold anything. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
