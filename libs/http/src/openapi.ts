import { STATUS_CODES } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { Problem } from '@kairos/contracts';
import { routesIn, type Route } from './routes.ts';
import { SchemaBook, type JsonObject } from './schema-book.ts';

/** What a route asks of its caller: a permission, or nothing, for the reason given. */
export type RouteAccess = { permission: string | undefined; publicBecause: string | undefined; stepUp?: boolean; inPerson?: boolean; ownProof?: boolean; changesNothing?: boolean };

export type OpenApiInput = {
  service: string;
  version: string;
  description: string;
  module: DynamicModule;
  /** Schemas by the name they get in the document. */
  schemas: Record<string, unknown>;
  accessOf: (handler: object) => RouteAccess;
};

/**
 * The OpenAPI 3.1 document of one service, from the very decorators and schemas its router works with. A route without
 * `@Returns` is a page for people, not part of the API.
 */
export function openApiOf(input: OpenApiInput): JsonObject {
  const book = new SchemaBook({ ...input.schemas, Problem });
  const paths: Record<string, JsonObject> = {};
  for (const route of routesIn(input.module).filter(({ returned }) => returned).sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route, input, book) };
  }
  const responses = Object.fromEntries(problemStatuses.map((status) => [nameOf(status), problemResponse(STATUS_CODES[status] ?? '', book)]));
  return {
    openapi: '3.1.0',
    info: { title: `Kairos ${input.service}`, version: input.version, description: input.description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.keys(paths).map((path) => tagOf(path, input.service)))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: book.referredIn([paths, responses]),
      responses: { ...responses, Problem: problemResponse('Any other error', book) },
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of identity, valid for ten minutes.' } },
    },
  };
}

function operationOf(route: Route, { service, accessOf }: OpenApiInput, book: SchemaBook): JsonObject {
  const { permission, publicBecause, stepUp, inPerson, ownProof, changesNothing } = accessOf(route.handler);
  const takesIdempotencyKey = route.method === 'post' && permission !== undefined && !route.idempotencyExempt;
  const headers = [
    ...(route.demandsIfMatch ? [header('If-Match', true, 'The ETag of the version that was read, such as "3".', '^(W/)?"\\d{1,9}"$')] : []),
    ...(takesIdempotencyKey ? [header('Idempotency-Key', false, 'One effect and one answer for 24 hours, however often it is sent.', '^[\\x21-\\x7e]{1,200}$')] : []),
  ];
  const parameters = [...inputsFrom('path', route, book), ...inputsFrom('query', route, book), ...headers];
  const content = bodyOf(route, book);
  return {
    operationId: `${service}.${route.name}`,
    tags: [tagOf(route.path, service)],
    ...(route.returned ? { summary: route.returned.summary } : {}),
    security: permission ? [{ accessToken: [] }] : [],
    ...(permission ? { 'x-permission': permission } : {}),
    ...(stepUp ? { 'x-step-up': true } : {}),
    ...(inPerson ? { 'x-in-person': true } : {}),
    ...(ownProof ? { 'x-own-proof': true } : {}),
    ...(changesNothing && permission ? { 'x-changes-nothing': true } : {}),
    ...(publicBecause ? { 'x-public-because': publicBecause } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      [route.status]: successOf(route, takesIdempotencyKey, book),
      ...alsoOf(route, book),
      ...Object.fromEntries(problemsOf(route, permission, content !== undefined, takesIdempotencyKey).map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function inputsFrom(from: 'path' | 'query', route: Route, book: SchemaBook): JsonObject[] {
  return route.inputs.filter((input) => input.from === from).flatMap(({ name, schema }) => {
    if (name !== undefined) return [{ name, in: from, required: from === 'path' || !schema.safeParse(undefined).success, schema: book.refer(schema) }];
    const { properties = {}, required = [] } = book.inFull(schema) as { properties?: JsonObject; required?: string[] };
    return Object.entries(properties).map(([key, value]) => ({ name: key, in: from, required: from === 'path' || required.includes(key), schema: value }));
  });
}

function header(name: string, required: boolean, description: string, pattern: string): JsonObject {
  return { name, in: 'header', required, description, schema: { type: 'string', pattern } };
}

function bodyOf(route: Route, book: SchemaBook): JsonObject | undefined {
  const { requestMediaTypes } = route.returned ?? {};
  if (requestMediaTypes) return Object.fromEntries(requestMediaTypes.map((type) => [type, {}]));
  const body = route.inputs.find((input) => input.from === 'body');
  return body && { 'application/json': { schema: book.refer(body.schema) } };
}

function successOf(route: Route, takesIdempotencyKey: boolean, book: SchemaBook): JsonObject {
  const { schema = null, mediaType = 'application/json' } = route.returned ?? {};
  const properties = schema ? (book.inFull(schema)['properties'] as Record<string, JsonObject> | undefined) : undefined;
  const headers = {
    ...(properties?.['version']?.['type'] === 'integer' ? { ETag: { description: 'The version, to send back in If-Match.', schema: { type: 'string' } } } : {}),
    ...(takesIdempotencyKey ? { 'Idempotency-Replayed': { description: '`true` when this is the stored answer to an earlier request.', schema: { type: 'string' } } } : {}),
  };
  return {
    description: STATUS_CODES[route.status] ?? '',
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(schema ? { content: { [mediaType]: { schema: book.refer(schema) } } } : {}),
  };
}

function alsoOf({ returned }: Route, book: SchemaBook): JsonObject {
  if (!returned?.also) return {};
  const { status, schema } = returned.also;
  return { [status]: { description: STATUS_CODES[status] ?? '', content: { 'application/json': { schema: book.refer(schema) } } } };
}

const problemStatuses = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503];

/** Which problems a route can answer with by what it takes; `default` stands for the rest. */
function problemsOf(route: Route, permission: string | undefined, hasBody: boolean, takesIdempotencyKey: boolean): number[] {
  const writes = route.method !== 'get';
  const when: [boolean, number[]][] = [
    [hasBody || route.inputs.length > 0, [400]],
    [permission !== undefined, [401, 503]],
    [permission !== undefined && permission !== 'own-account', [403]],
    [route.path.includes(':'), [404]],
    [writes, [409]],
    [route.demandsIfMatch, [412, 428]],
    [hasBody, [413, 415]],
    [(writes && hasBody) || takesIdempotencyKey, [422]],
  ];
  return when.flatMap(([applies, statuses]) => (applies ? statuses : [])).sort();
}

function problemResponse(description: string, book: SchemaBook): JsonObject {
  return { description, content: { 'application/problem+json': { schema: book.refer(Problem) } } };
}

function nameOf(status: number): string {
  return (STATUS_CODES[status] ?? '').replaceAll(/[^A-Za-z]/g, '');
}

/** `/api/v1/assets/plants/{plantId}` belongs to `plants`; what stands outside of the API serves its operation. */
function tagOf(path: string, service: string): string {
  return new RegExp(`^/api/v1/(?:${service}/)?\\.?([\\w-]+)`).exec(path)?.[1] ?? 'operation';
}
