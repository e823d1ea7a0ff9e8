import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId } from '../ids.ts';
import { Euros, Kilowatts, PlainDate } from '../primitives.ts';
import { CustomFieldValues } from './custom-field.ts';
import { PlantStatus, PlantType } from './plant.ts';

/** What the portfolio publishes about a plant: the facts other services decide from, in full, in every event. */
export const PlantState = z.object({
  plantId: PlantId,
  code: z.string(),
  name: z.string(),
  type: PlantType,
  status: PlantStatus,
  capacityKw: Kilowatts,
  municipality: z.string().nullable(),
  province: z.string().nullable(),
  region: z.string().nullable(),
  commissionedOn: PlainDate.nullable(),
  commissioningYear: z.int().nullable(),
  /** Whether landscape or nature is protected where the plant stands. */
  protectedArea: z.boolean().default(false),
  /** What its incentives amount to in a year and over their whole term; null as long as nobody recorded it. */
  incentivesPerYearEur: Euros.nullable().default(null),
  incentivesTotalEur: Euros.nullable().default(null),
  /** Whether it holds a customs licence that is issued and not expired; null as long as nobody recorded one. */
  customsLicenceActive: z.boolean().nullable().default(null),
  /** What it holds in fields that the tenant defined, by key; missing where it holds none. */
  customFields: CustomFieldValues.optional(),
  /** What papers about it name: its point of delivery, whose it is and where it stands. */
  podCode: z.string().nullable().optional(),
  ownerName: z.string().nullable().optional(),
  address: z.string().nullable().optional(),
});
export type PlantState = z.infer<typeof PlantState>;

const visibility = { permission: 'assets.plant.read', plantIdField: 'plantId' };

export const PlantRegistered = defineEvent({
  type: 'assets.plant.registered',
  version: 1,
  summary: 'A plant joined the portfolio.',
  visibility,
  data: PlantState,
});

export const PlantChanged = defineEvent({
  type: 'assets.plant.changed',
  version: 1,
  summary: 'Facts about a plant changed; `changedFields` names them.',
  visibility,
  data: PlantState.extend({ changedFields: z.array(z.string()) }),
});

export const PlantStatusChanged = defineEvent({
  type: 'assets.plant.status-changed',
  version: 1,
  summary: 'A plant moved to another status.',
  visibility,
  data: PlantState.extend({ previousStatus: PlantStatus }),
});

export const PlantDeleted = defineEvent({
  type: 'assets.plant.deleted',
  version: 1,
  summary: 'A plant left the portfolio. Its record is kept, hidden.',
  visibility,
  data: PlantState,
});

export const PlantSnapshot = defineEvent({
  type: 'assets.plant.snapshot',
  version: 1,
  summary: 'The current state of a plant, re-emitted to rebuild projections.',
  data: PlantState.extend({ deleted: z.boolean() }),
});
