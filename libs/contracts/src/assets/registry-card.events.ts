import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';

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
