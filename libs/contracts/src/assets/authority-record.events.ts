import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId } from '../ids.ts';
import { RecordAuthority } from './authority-records.ts';
import { RecordedFields } from './recorded-fields.ts';

/** What is published of an authority record: its fields but accounts and people. */
export const AuthorityRecordState = z.object({
  plantId: PlantId,
  authority: RecordAuthority,
  fields: RecordedFields,
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

export const AuthorityRecordSnapshot = defineEvent({
  type: 'assets.authority-record.snapshot',
  version: 1,
  summary: 'The whole record of an authority, accounts included, for services that fill documents with it: told after each change, and again to rebuild projections. Nobody sees it in the live stream, and no webhook is told.',
  data: z.object({ plantId: PlantId, authority: RecordAuthority, fields: RecordedFields }),
});
