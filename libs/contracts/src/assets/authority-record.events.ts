import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId } from '../ids.ts';
import { RecordAuthority } from './authority-records.ts';

/** What is published of an authority record: its fields but accounts and people. */
export const AuthorityRecordState = z.object({
  plantId: PlantId,
  authority: RecordAuthority,
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  workflowId: z.uuid().nullable(),
  taskId: z.uuid().nullable(),
});
export type AuthorityRecordState = z.infer<typeof AuthorityRecordState>;

export const AuthorityRecordChanged = defineEvent({
  type: 'assets.authority-record.changed',
  version: 1,
  summary: 'What an authority holds of a plant was recorded; `changedFields` names what changed.',
  visibility: { permission: 'assets.plant.read', plantIdField: 'plantId' },
  data: AuthorityRecordState.extend({ changedFields: z.array(z.string()) }),
});
