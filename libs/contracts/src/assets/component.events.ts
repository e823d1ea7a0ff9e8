import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ComponentId, PlantId } from '../ids.ts';
import { Kilograms, Kilowatts, PlainDate } from '../primitives.ts';
import { ComponentKind, MeterPurpose } from './component.ts';

/** What is published about a component of a plant, in full, in every event. */
export const ComponentState = z.object({
  componentId: ComponentId,
  plantId: PlantId,
  /** The component it is a part of; null for one of the plant itself. */
  parentId: ComponentId.nullable(),
  code: z.string(),
  name: z.string(),
  kind: ComponentKind,
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  installedOn: PlainDate.nullable(),
  commissionedOn: PlainDate.nullable(),
  removedOn: PlainDate.nullable(),
  warrantyEndsOn: PlainDate.nullable(),
  ratedPowerKw: Kilowatts.nullable(),
  /** The sulphur hexafluoride in a switchgear. */
  sf6MassKg: Kilograms.nullable(),
  /** What a meter counts. */
  measures: MeterPurpose.nullable(),
});
export type ComponentState = z.infer<typeof ComponentState>;

const visibility = { permission: 'assets.component.read', plantIdField: 'plantId' };

export const ComponentRegistered = defineEvent({
  type: 'assets.component.registered', version: 1, summary: 'A component became part of a plant.', visibility, data: ComponentState,
});

export const ComponentChanged = defineEvent({
  type: 'assets.component.changed', version: 1, summary: 'Facts about a component changed; `changedFields` names them.', visibility,
  data: ComponentState.extend({ changedFields: z.array(z.string()) }),
});

export const ComponentMoved = defineEvent({
  type: 'assets.component.moved', version: 1, summary: 'A component became part of another one of its plant, with everything below it.', visibility,
  data: ComponentState.extend({ previousParentId: ComponentId.nullable() }),
});

export const ComponentRemoved = defineEvent({
  type: 'assets.component.removed', version: 1, summary: 'A component was taken out of its plant. Its record is kept.', visibility, data: ComponentState,
});

export const ComponentWithdrawn = defineEvent({
  type: 'assets.component.withdrawn', version: 1, summary: 'A component is not known any more: the import that registered it was undone.', visibility, data: ComponentState,
});

export const ComponentSnapshot = defineEvent({
  type: 'assets.component.snapshot', version: 1, summary: 'The current state of a component, re-emitted to rebuild projections.', data: ComponentState,
});
