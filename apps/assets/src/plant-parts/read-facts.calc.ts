import { authorityRecordBodies, fieldsKeptElsewhere, PlantStatus, ReplaceRegistryCardBody, UpdatePlantBody, type PlantPart } from '@kairos/contracts';
import type { z } from 'zod';
import { nestedCustomFields } from '../custom-fields/custom-field-paths.calc.ts';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';

export type FieldProblem = { field: string; detail: string };
export type ReadFacts = { facts: Facts } | { problems: FieldProblem[] };

/** What a change by hand says about itself, and no part holds. */
const aboutTheChange = new Set(['reason', 'workflowId', 'taskId']);

/** Facts as a part of a plant takes them from whoever changes it by hand, or what is wrong with each of them. The status is a field of the plant here. */
export function readFacts(part: PlantPart, given: Facts): ReadFacts {
  const elsewhere = Object.keys(given).flatMap((field) => (aboutTheChange.has(field) ? [{ field, detail: 'is no fact' }] : keptElsewhere(part, field)));
  if (elsewhere.length > 0) return { problems: elsewhere };
  if (part === 'registry-card') return read(ReplaceRegistryCardBody, given);
  if (part !== 'plant') return read(authorityRecordBodies[part], given);
  const { others, customFields } = nestedCustomFields(given);
  const { status, ...facts }: Facts = customFields ? { ...others, customFields: { ...(others['customFields'] as object | undefined), ...customFields } } : others;
  const readStatus: ReadFacts = status === undefined ? { facts: {} } : read(PlantStatus.transform((to) => ({ status: to })), status, 'status');
  const readRest: ReadFacts = Object.keys(facts).length === 0 && status !== undefined ? { facts: {} } : read(UpdatePlantBody, facts);
  const problems = [readStatus, readRest].flatMap((one) => ('problems' in one ? one.problems : []));
  return problems.length > 0 ? { problems } : { facts: Object.assign({}, ...[readRest, readStatus].map((one) => ('facts' in one ? one.facts : {}))) as Facts };
}

function keptElsewhere(part: PlantPart, field: string): FieldProblem[] {
  const place = fieldsKeptElsewhere[`${part}.${field}`];
  return place ? [{ field, detail: `is kept with the ${place}: change it there` }] : [];
}

function read(schema: z.ZodType, given: unknown, at = ''): ReadFacts {
  const result = schema.safeParse(given);
  if (result.success) return { facts: result.data as Facts };
  return { problems: result.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((field) => ({ field, detail: 'is not a known field' })) : [{ field: issue.path.join('/') || at, detail: issue.message }])) };
}
