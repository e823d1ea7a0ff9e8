import { z } from 'zod';
import type { EventDefinition } from './event.ts';

type Schema = Record<string, unknown>;
const notes = new Set(['$schema', 'title', 'description', 'examples']);

/** The JSON schema an event's data is held to: as a reader sees it, who takes unknown fields for none of their business. */
export function blessedSchemaOf({ data }: EventDefinition): Schema {
  return z.toJSONSchema(data, { io: 'input' });
}

/**
 * What a schema changed that a published event may not change: a field removed, renamed, retyped, newly required or no
 * longer certain. Added optional fields are the one change allowed.
 *
 * @param blessed the schema readers and stored events were made for
 * @param current the schema of this version
 */
export function schemaBreaches(blessed: Schema, current: Schema, path = 'data'): string[] {
  const keys = [...new Set([...Object.keys(blessed), ...Object.keys(current)])].filter((key) => !notes.has(key));
  return keys.flatMap((key) => {
    if (key === 'properties') return inProperties(blessed[key], current[key], path);
    if (key === 'required') return inRequired(blessed, current, path);
    return inValue(blessed[key], current[key], path, key);
  });
}

function inProperties(blessed: unknown = {}, current: unknown = {}, path: string): string[] {
  const now = current as Record<string, Schema>;
  return Object.entries(blessed as Record<string, Schema>).flatMap(([name, before]) => {
    const after = now[name];
    return after ? schemaBreaches(before, after, `${path}.${name}`) : [`${path}.${name} is gone`];
  });
}

function inRequired(blessed: Schema, current: Schema, path: string): string[] {
  const [before, after] = [blessed, current].map(({ required }) => new Set((required ?? []) as string[])) as [Set<string>, Set<string>];
  const kept = (current['properties'] ?? {}) as object;
  return [
    ...[...after].filter((name) => !before.has(name)).map((name) => `${path}.${name} is newly required`),
    ...[...before].filter((name) => !after.has(name) && name in kept).map((name) => `${path}.${name} is no longer certain to be there`),
  ];
}

function inValue(blessed: unknown, current: unknown, path: string, key: string): string[] {
  if (isSchema(blessed) && isSchema(current)) return schemaBreaches(blessed, current, key === 'items' ? `${path}[]` : path);
  if (Array.isArray(blessed) && Array.isArray(current) && blessed.length === current.length && blessed.every(isSchema)) {
    return blessed.flatMap((option, index) => schemaBreaches(option, current[index] as Schema, path));
  }
  const same = JSON.stringify(blessed) === JSON.stringify(current);
  return same ? [] : [`${path}: ${key} changed from ${text(blessed)} to ${text(current)}`];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
