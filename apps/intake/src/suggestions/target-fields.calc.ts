import { importTargets, type ImportField, type ServiceTarget } from '@kairos/contracts';
import { z } from 'zod';

/** A field of a target that a cell can fill: how it is read, and the values it takes where those are few. */
export type TargetField = ImportField;

type Json = { type?: string | string[]; anyOf?: Json[]; oneOf?: Json[]; enum?: unknown[] };

/** The fields of a target, as its own schema takes them. */
export function targetFields(target: ServiceTarget): TargetField[] {
  const { body, naturalKey } = importTargets[target];
  const { properties = {} } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Json> };
  return Object.entries(body.shape).flatMap(([name, field]): TargetField[] => {
    const [types, choices] = [typesOf(properties[name] ?? {}), choicesOf(properties[name] ?? {})];
    const takes = (value: unknown) => (field as z.ZodType).safeParse(value).success;
    const required = !takes(undefined) || (naturalKey as readonly string[]).includes(name);
    if (types.has('integer') || types.has('number')) return [{ name, as: 'integer', required, choices: [] }];
    if (!types.has('string')) return [];
    const as = takes('2020-01-31') && !takes('abcd') ? 'date' : takes('1.5') && !takes('abcd') ? 'decimal' : 'text';
    return [{ name, as, required, choices }];
  });
}

function typesOf({ type, anyOf = [], oneOf = [], enum: choices = [] }: Json): Set<string> {
  return new Set([...[type ?? []].flat(), ...choices.map((choice) => typeof choice), ...[...anyOf, ...oneOf].flatMap((one) => [...typesOf(one)])]);
}

function choicesOf({ anyOf = [], oneOf = [], enum: choices = [] }: Json): string[] {
  return [...choices.filter((choice) => typeof choice === 'string'), ...[...anyOf, ...oneOf].flatMap(choicesOf)];
}
