import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allPermissions, catalogue, topology } from '@kairos/contracts';
import addFormatsModule from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { repository } from '../stack/home.ts';
import { passes } from './asyncapi.ts';

type Json = Record<string, unknown>;
type Operation = { operationId: string; parameters?: { name: string; in: string }[]; security: Json[]; responses: Json; 'x-permission'?: string; 'x-public-because'?: string };
type OpenApi = { openapi: string; info: Json; paths: Record<string, Record<string, Operation>>; components: { schemas: Json } };

const folder = join(repository, 'docs', 'api');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const openApis = readdirSync(folder).filter((file) => file.endsWith('.openapi.json')).map((file): [string, OpenApi] => [file, JSON.parse(read(file)) as OpenApi]);
const asyncApi = parse(read('events.asyncapi.yaml')) as Record<'channels' | 'operations', Record<string, Json>> & { components: { messages: Record<string, Json>; schemas: Json } };
const operationsOf = ({ paths }: OpenApi) => Object.entries(paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })));

/** Every `$ref` of a document that leads nowhere in it. */
function danglingIn(document: unknown): string[] {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  return [...new Set(references)].filter((path) => path.split('/').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document) === undefined);
}

function validatorFor(document: { components: { schemas: Json } }) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormatsModule.default(ajv);
  return (schema: object) => ajv.compile({ ...schema, components: document.components });
}

/** The parts of an OpenAPI 3.1 document that a reader cannot do without, and none that the standard does not know. */
const operationShape = {
  type: 'object',
  required: ['operationId', 'tags', 'summary', 'responses', 'security'],
  properties: {
    operationId: { pattern: '^[a-z]+\\.[a-zA-Z]+\\.[a-zA-Z]+$' },
    parameters: { items: { required: ['name', 'in', 'required', 'schema'], properties: { in: { enum: ['path', 'query', 'header'] } } } },
    requestBody: { required: ['content', 'required'], properties: { content: { minProperties: 1 } } },
    responses: {
      required: ['default'],
      propertyNames: { pattern: '^([2-5]\\d\\d|default)$' },
      additionalProperties: { anyOf: [{ required: ['$ref'] }, { required: ['description'] }] },
    },
  },
  patternProperties: { '^x-': {} },
};
const openApiShape = {
  type: 'object',
  required: ['openapi', 'info', 'servers', 'paths', 'components'],
  properties: {
    openapi: { const: '3.1.0' },
    info: { required: ['title', 'version', 'license'] },
    paths: { propertyNames: { pattern: '^/' }, additionalProperties: { propertyNames: { enum: ['get', 'head', 'options', 'post', 'put', 'patch', 'delete'] }, additionalProperties: operationShape } },
  },
  additionalProperties: true,
};

describe.each(openApis)('%s', (_file, document) => {
  it('has the shape of OpenAPI 3.1 and no reference that leads nowhere', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(openApiShape);
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(danglingIn(document)).toEqual([]);
  });

  it('holds schemas that can be compiled', () => {
    const compile = validatorFor(document);
    for (const name of Object.keys(document.components.schemas)) expect(() => compile({ $ref: `#/components/schemas/${name}` })).not.toThrow();
  });

  it('describes every parameter of a path, and no other', () => {
    for (const { path, operation } of operationsOf(document)) {
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([path, described.sort()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()]);
    }
  });

  it('says of every route who may call it', () => {
    for (const { operation } of operationsOf(document)) {
      const { 'x-permission': permission, 'x-public-because': reason, security } = operation;
      expect([operation.operationId, Boolean(permission) !== Boolean(reason), security.length === 1]).toEqual([operation.operationId, true, Boolean(permission)]);
      if (permission) expect(['authenticated', 'own-account', ...allPermissions]).toContain(permission);
    }
  });
});

describe('the documents together', () => {
  it('describe every service that publishes events', () => {
    expect(openApis.map(([file]) => file)).toEqual(expect.arrayContaining(Object.keys(topology).map((service) => `${service}.openapi.json`)));
  });

  it('use an operation id once', () => {
    const ids = openApis.flatMap(([, document]) => operationsOf(document).map(({ operation }) => operation.operationId));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('events.asyncapi.yaml', () => {
  it('has no reference that leads nowhere', () => {
    expect(danglingIn(asyncApi)).toEqual([]);
  });

  it('has a channel and a message for every event', () => {
    const types = catalogue.map(({ type }) => type);
    expect(Object.keys(asyncApi.components.messages)).toEqual(expect.arrayContaining(types));
    const carried = Object.values(asyncApi.channels).flatMap(({ messages }) => Object.keys(messages as Json));
    expect(new Set(carried)).toEqual(new Set([...types, 'identity.access.beat.v1']));
  });

  it('accepts every stored example by the schema it prints', () => {
    const compile = validatorFor(asyncApi);
    for (const { type } of catalogue) {
      const example: unknown = JSON.parse(readFileSync(join(repository, 'libs', 'contracts', 'schemas', 'examples', `${type}.json`), 'utf8'));
      const validate = compile(asyncApi.components.messages[type]?.['payload'] as object);
      expect([type, validate(example) ? null : validate.errors]).toEqual([type, null]);
      expect([type, validate({ ...(example as Json), data: {} })]).toEqual([type, false]);
    }
  });

  it('tells every durable what it may receive', () => {
    const durables = new Set(Object.values(asyncApi.operations).flatMap((operation) => operation['x-durable'] ?? []));
    expect(durables).toEqual(new Set(Object.values(topology).flatMap(({ durables: own }) => own.map(({ name }) => name))));
  });
});

describe('a NATS filter', () => {
  it.each([
    ['assets.plant.*.v1', 'assets.plant.registered.v1', true],
    ['assets.plant.*.v1', 'assets.plant.status.changed.v1', false],
    ['identity.access.>', 'identity.access.session-revoked.v1', true],
    ['identity.access.>', 'identity.access', false],
    ['assets.audit.recorded.v1', 'assets-audit-recorded-v1', false],
  ])('%s on %s lets through: %p', (filter, subject, expected) => {
    expect(passes(filter, subject)).toBe(expected);
  });
});
