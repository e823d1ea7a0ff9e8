import { z } from 'zod';
import { ComponentId, PlantId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, Kilograms, Kilowatts, PlainDate } from '../primitives.ts';
import { ComponentKind, MeterPurpose } from './component.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

export const componentFacts = {
  name: text(200),
  manufacturer: text(100).nullish(),
  model: text(100).nullish(),
  /** Unique among the standing components of a manufacturer in the tenant; says nothing without its manufacturer. */
  serialNumber: text(100).nullish(),
  installedOn: PlainDate.nullish(),
  commissionedOn: PlainDate.nullish(),
  warrantyEndsOn: PlainDate.nullish(),
  ratedPowerKw: Kilowatts.nullish(),
  /** Of a switchgear alone. */
  sf6MassKg: Kilograms.nullish(),
  /** Of a meter alone, which counts production where nothing is said. */
  measures: MeterPurpose.nullish(),
  notes: z.string().max(5000).nullish(),
};

export const RegisterComponentBody = z.strictObject({ code: text(50), kind: ComponentKind, parentId: ComponentId.nullish(), ...componentFacts });
export type RegisterComponentBody = z.infer<typeof RegisterComponentBody>;

export const UpdateComponentBody = z.strictObject(componentFacts).partial().refine((body) => Object.keys(body).length > 0, 'names no field to change');
export type UpdateComponentBody = z.infer<typeof UpdateComponentBody>;

/** To another component of the same plant, or with null to the plant itself. */
export const MoveComponentBody = z.strictObject({ parentId: ComponentId.nullable() });
export type MoveComponentBody = z.infer<typeof MoveComponentBody>;

export const RemoveComponentBody = z.strictObject({ removedOn: PlainDate });
export type RemoveComponentBody = z.infer<typeof RemoveComponentBody>;

export const ComponentView = z.object({
  id: ComponentId,
  plantId: PlantId,
  parentId: ComponentId.nullable(),
  /** The codes from the plant down to the component itself. */
  path: z.array(z.string()),
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
  sf6MassKg: Kilograms.nullable(),
  measures: MeterPurpose.nullable(),
  notes: z.string().nullable(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type ComponentView = z.infer<typeof ComponentView>;

export const ListComponentsQuery = PageQuery.extend({
  kind: ComponentKind.optional(),
  parentId: ComponentId.optional(),
  /** Standing components alone, where nothing is said. */
  removed: z.enum(['without', 'with', 'only']).default('without'),
  warrantyEndsBy: PlainDate.optional(),
  text: text(200).optional(),
}).strict();
export type ListComponentsQuery = z.infer<typeof ListComponentsQuery>;
export const ComponentPage = pageOf(ComponentView);

/** A component with those that are part of it. */
export const ComponentNode = z.object({
  id: ComponentId, code: z.string(), name: z.string(), kind: ComponentKind, ratedPowerKw: Kilowatts.nullable(),
  get components() {
    return z.array(ComponentNode);
  },
});
export type ComponentNode = z.infer<typeof ComponentNode>;

/** The standing components of a plant, by code on each level. */
export const ComponentTree = z.object({ plantId: PlantId, components: z.array(ComponentNode) });
export type ComponentTree = z.infer<typeof ComponentTree>;

export const RegisteredComponent = z.object({ componentId: ComponentId });
