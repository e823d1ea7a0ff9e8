import { z } from 'zod';
import { PlantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { authorityRecordFields, RecordAuthority } from './authority-records.ts';

/** By which workflow and task something was recorded. */
export const Provenance = z.strictObject({ workflowId: z.uuid().optional(), taskId: z.uuid().optional() });
const about = { ...Provenance.shape, reason: z.string().trim().min(1).max(500).optional() };

const changeOf = <A extends RecordAuthority>(authority: A) => {
  const fields = Object.entries(authorityRecordFields[authority]).map(([name, field]) => [name, (field as z.ZodType).nullish()]);
  return z
    .strictObject({ ...(Object.fromEntries(fields) as Record<string, z.ZodType>), ...about })
    .refine((body) => Object.keys(body).some((name) => !(name in about)), 'names no field to change');
};

/** Changes to a record: a field that is named is replaced, null takes it away, the others stay. */
export const authorityRecordBodies = { dso: changeOf('dso'), terna: changeOf('terna'), gse: changeOf('gse'), customs: changeOf('customs') };

/** The fields of a record, each of which may hold nothing. */
export const authorityRecordViews = Object.fromEntries(
  Object.entries(authorityRecordFields).map(([authority, fields]) => [authority, viewOf(authority, fields)]),
) as Record<RecordAuthority, z.ZodObject>;

function viewOf(authority: string, fields: Record<string, z.ZodType>): z.ZodObject {
  const shown = Object.entries(fields).map(([name, field]) => [name, field instanceof z.ZodPipe ? z.string().nullable() : field.nullable()]);
  return z.object({
    plantId: PlantId,
    authority: z.literal(authority),
    ...(Object.fromEntries(shown) as Record<string, z.ZodType>),
    /** The workflow and task that wrote to it last; null where somebody did by hand. */
    workflowId: z.uuid().nullable(),
    taskId: z.uuid().nullable(),
    /** 0 as long as nothing is recorded. */
    version: z.int().nonnegative(),
    updatedAt: Instant.nullable(),
    updatedBy: UserId.nullable(),
  });
}
