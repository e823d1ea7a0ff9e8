import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { DeadlineId, PlantId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { DeadlineObligation, DeadlineStatus, Withdrawal } from './deadline.ts';

/** What workflows publishes about a deadline, in full, in every event. Undated ones have neither date. */
export const DeadlineState = z.object({
  deadlineId: DeadlineId,
  plantId: PlantId,
  obligation: DeadlineObligation,
  status: DeadlineStatus,
  nominalDueOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable(),
});
export type DeadlineState = z.infer<typeof DeadlineState>;

const visibility = { permission: 'workflows.deadline.read', plantIdField: 'plantId' };

export const DeadlineOpened = defineEvent({
  type: 'workflows.deadline.opened',
  version: 1,
  summary: 'An obligation of a plant has a next deadline, or a withdrawn one applies again.',
  visibility,
  data: DeadlineState,
});

export const DeadlineRescheduled = defineEvent({
  type: 'workflows.deadline.rescheduled',
  version: 1,
  summary: 'The date a deadline is counted from appeared, changed or went away, and its due date with it.',
  visibility,
  data: DeadlineState.extend({ previousDueOn: PlainDate.nullable() }),
});

export const DeadlineCompleted = defineEvent({
  type: 'workflows.deadline.completed',
  version: 1,
  summary: 'The obligation was met for this occurrence.',
  visibility,
  data: DeadlineState.extend({ completedOn: PlainDate }),
});

export const DeadlineWithdrawn = defineEvent({
  type: 'workflows.deadline.withdrawn',
  version: 1,
  summary: 'The obligation no longer applies to the plant; `withdrawal` says why.',
  visibility,
  data: DeadlineState.extend({ withdrawal: Withdrawal }),
});

export const DeadlineSnapshot = defineEvent({
  type: 'workflows.deadline.snapshot',
  version: 1,
  summary: 'The current state of a deadline, re-emitted to rebuild projections.',
  data: DeadlineState,
});
