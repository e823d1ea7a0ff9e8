import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue, definitionOf } from './catalogue.ts';
import { blessedSchemaOf, schemaBreaches } from './compat.ts';
import { defineEvent, type CloudEvent } from './event.ts';

const blessed = new URL('../schemas/', import.meta.url);
const examples = new URL('examples/', blessed);
const typesIn = (folder: URL): string[] => readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => file.replace(/\.json$/, '')).sort();
const read = (folder: URL, type: string): unknown => JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8'));
const types = catalogue.map(({ type }) => type).sort();

describe('the events of this version', () => {
  it('are those with a blessed schema and a stored example', () => {
    expect(typesIn(blessed)).toEqual(types);
    expect(typesIn(examples)).toEqual(types);
  });

  it.each(catalogue.map((definition) => [definition.type, definition] as const))('keep what readers of %s rely on', (type, definition) => {
    expect(schemaBreaches(read(blessed, type) as Record<string, unknown>, blessedSchemaOf(definition))).toEqual([]);
  });

  it.each(types)('read a stored %s of the version before, without losing a field', (type) => {
    const stored = read(examples, type) as CloudEvent;
    expect(definitionOf(stored.type)?.type).toBe(type);
    expect(definitionOf(type)?.parse(stored)).toMatchObject(stored);
  });

  it.each(types)('pass over what a later version adds to %s', (type) => {
    const stored = read(examples, type) as CloudEvent<object>;
    const later = { ...stored, laterextension: 'x', data: { ...stored.data, addedLater: { deep: [1] } } };
    expect(definitionOf(type)?.parse(later)).toEqual(definitionOf(type)?.parse(stored));
  });
});

describe('a changed event', () => {
  const before = { plantId: z.uuid(), capacityKw: z.string(), region: z.string().nullable(), parts: z.array(z.object({ code: z.string() })), status: z.enum(['on', 'off']), note: z.string().optional() };
  const schemaOf = (fields: z.core.$ZodLooseShape) => blessedSchemaOf(defineEvent({ type: 'assets.sample.changed', version: 1, summary: '', data: z.object(fields) }));
  const breaches = (fields: z.core.$ZodLooseShape) => schemaBreaches(schemaOf(before), schemaOf(fields));
  const { capacityKw: _capacity, ...withoutCapacity } = before;

  it('may gain optional fields, at any depth', () => {
    expect(breaches({ ...before, owner: z.string().optional(), parts: z.array(z.object({ code: z.string(), maker: z.string().optional() })) })).toEqual([]);
  });

  it.each([
    ['loses a field', withoutCapacity, ['data.capacityKw is gone']],
    ['renames a field', { ...withoutCapacity, capacityKilowatts: z.string() }, ['data.capacityKilowatts is newly required', 'data.capacityKw is gone']],
    ['retypes a field', { ...before, capacityKw: z.number() }, ['data.capacityKw: type changed from "string" to "number"']],
    ['demands a new field', { ...before, owner: z.string() }, ['data.owner is newly required']],
    ['demands an optional field', { ...before, note: z.string() }, ['data.note is newly required']],
    ['makes a field optional', { ...before, capacityKw: z.string().optional() }, ['data.capacityKw is no longer certain to be there']],
    ['loses null', { ...before, region: z.string() }, ['data.region: type changed from ["string","null"] to "string"']],
    ['adds a value to a closed list', { ...before, status: z.enum(['on', 'off', 'idle']) }, ['data.status: enum changed from ["on","off"] to ["on","off","idle"]']],
    ['retypes a field inside a list', { ...before, parts: z.array(z.object({ code: z.int() })) }, [expect.stringContaining('data.parts[].code: type changed')]],
  ])('is caught when it %s', (_what, fields, expected) => {
    expect(breaches(fields).sort()).toEqual(expect.arrayContaining(expected));
  });
});
