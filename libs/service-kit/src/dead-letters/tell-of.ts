import type { DeadLetterDetail } from '@kairos/contracts';

/** What the audit trail keeps of a dead letter: everything but its content. */
export function tellOf({ consumer, subject, eventId, reason, deliveries, deadAt, replayedAt }: DeadLetterDetail): Record<string, unknown> {
  return { consumer, subject, eventId, reason, deliveries, deadAt, replayedAt };
}
