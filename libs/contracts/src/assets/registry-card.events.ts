import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { RecordedFields } from './recorded-fields.ts';

/** What is published of a registry card: codes and dates by which others decide. People, their tax codes and how to reach them stay with the card. */
export const RegistryCardState = z.object({
  plantId: PlantId,
  gaudiCode: z.string().nullable(),
  censimpCode: z.string().nullable(),
  saprCode: z.string().nullable(),
  regime: z.string().nullable(),
  constructedOn: PlainDate.nullable(),
  connectedOn: PlainDate.nullable(),
  policyExpiresOn: PlainDate.nullable(),
});
export type RegistryCardState = z.infer<typeof RegistryCardState>;

export const RegistryCardChanged = defineEvent({
  type: 'assets.registry-card.changed',
  version: 1,
  summary: 'The registry card of a plant changed; `changedFields` names what.',
  visibility: { permission: 'assets.plant.read', plantIdField: 'plantId' },
  data: RegistryCardState.extend({ changedFields: z.array(z.string()) }),
});

export const RegistryCardSnapshot = defineEvent({
  type: 'assets.registry-card.snapshot',
  version: 1,
  summary: 'The whole registry card of a plant but its technical details, for services that fill documents with it: told after each change, and again to rebuild projections. Nobody sees it in the live stream, and no webhook is told.',
  data: z.object({ plantId: PlantId, fields: RecordedFields }),
});
