import { describe, expect, it } from '@jest/globals';
import { ConnectorEndpoint } from '@kairos/contracts';
import { ordersDocument, repeatingDocument } from '../test/openapi.builder.ts';
import { readOpenApi } from './read-openapi.calc.ts';

const orders = readOpenApi(ordersDocument);
const operation = (id: string) => orders.operations.find(({ operationId, path }) => operationId === id || path === id);
/** One operation that takes this schema, in a document of version 3.1. */
const taking = (schema: object, more: object = {}) => {
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema } } } } } }, ...more };
  return readOpenApi(JSON.stringify(document)).operations[0];
};
const field = (schema: object) => taking({ type: 'object', properties: { x: schema } })?.endpoint?.fields[0];

describe('an OpenAPI document', () => {
  it('tells its address, its operations and which of them take a body', () => {
    expect(orders).toMatchObject({ openapi: '3.0.3', title: 'Ricambi Orders', version: '2.4.0', baseUrl: 'https://eu.api.ricambi.example/v2' });
    expect(orders.operations.map(({ method, path, takesBody, endpoint }) => [method, path, takesBody, endpoint !== null])).toEqual([
      ['POST', '/customers/{customer-id}/orders', true, true], ['GET', '/customers/{customer-id}/orders', false, true], ['PUT', '/customers', true, true], ['PUT', '/categories/{code}', true, true],
      ['POST', '/pictures', true, false], ['POST', '/search', true, false], ['POST', '/elsewhere', true, false], ['POST', '/files', true, false],
    ]);
    for (const { endpoint } of orders.operations) if (endpoint) expect(ConnectorEndpoint.safeParse(endpoint).error).toBeUndefined();
  });

  it('tells the fields of a body with their types and rules, and where in the body they stand', () => {
    const { endpoint, findings, auth } = operation('placeOrder') ?? {};
    expect([findings, auth]).toEqual([[], { type: 'api-key', in: 'header', name: 'X-Order-Key' }]);
    expect(endpoint).toEqual({
      name: 'place-order', title: 'Places an order', method: 'POST', path: '/customers/{customer_id}/orders',
      fields: [
        { name: 'customer_id', type: 'string', required: true, format: 'uuid', omittedWhenEmpty: true },
        { name: 'reference', type: 'string', required: true, minLength: 3, maxLength: 20, note: 'Your own number (told, not checked: the pattern ^(?=R))', omittedWhenEmpty: true },
        { name: 'quantity', type: 'integer', required: true, min: '1', max: '1000', omittedWhenEmpty: true },
        { name: 'price', type: 'number', required: false, min: '0.01', note: '(told, not checked: a multiple of 0.01)', omittedWhenEmpty: true },
        { name: 'urgent', type: 'boolean', required: false },
        { name: 'shipTo_city', type: 'string', required: true, maxLength: 80, omittedWhenEmpty: true },
        { name: 'shipTo_post_code', type: 'string', required: false, pattern: '^\\d{5}$', omittedWhenEmpty: true },
        { name: 'state', type: 'string', required: false, values: ['draft', 'firm'], omittedWhenEmpty: true },
        { name: 'mail', type: 'email', required: false, format: 'email', omittedWhenEmpty: true },
        { name: 'due', type: 'date', required: false, format: 'date', omittedWhenEmpty: true },
        { name: 'tags', type: 'array', required: false, omittedWhenEmpty: true },
        { name: 'extra', type: 'object', required: false, omittedWhenEmpty: true },
      ],
      body: {
        reference: '{reference}', quantity: '{quantity}', price: '{price}', urgent: '{urgent}', shipTo: { city: '{shipTo_city}', 'post-code': '{shipTo_post_code}' }, state: '{state}', mail: '{mail}', due: '{due}',
        tags: '{tags}', extra: '{extra}',
      },
    });
  });

  it('is a record as it is where body and path ask for the same, a list of one where it asks for a list, and holds itself no deeper than once', () => {
    expect(operation('putCategory')?.endpoint).toMatchObject({ path: '/categories/{code}', fields: [{ name: 'code', required: true }, { name: 'parent', type: 'object' }] });
    expect(operation('putCategory')?.endpoint).not.toHaveProperty('body');
    expect(operation('/customers')).toMatchObject({ endpoint: { name: 'put-customers', body: [{ code: '{code}', since: '{since}' }] }, findings: ['it takes a list: each record is sent as a list of one'] });
    expect(operation('listOrders')?.endpoint).not.toHaveProperty('body');
  });

  it('tells why records cannot be sent to an operation, and goes nowhere to find out', () => {
    expect(['uploadPicture', 'search', 'elsewhere', 'ofFile'].map((id) => operation(id)?.findings[0])).toEqual([
      'it takes multipart/form-data, and connectors send application/json', 'it needs q in its query, where connectors put nothing of a record',
      'it refers to https://schemas.ricambi.example/order.json, which is not in the document and is not fetched', 'it refers to ../../../../etc/passwd#/a, which is not in the document and is not fetched',
    ]);
  });

  it('tells the ways to show who one is, as far as connectors have them', () => {
    const token = { type: 'oauth2-client-credentials', tokenUrl: 'https://eu.api.ricambi.example/oauth/token' };
    expect(Object.fromEntries(orders.securitySchemes.map(({ name, auth }) => [name, auth]))).toEqual({
      orderKey: { type: 'api-key', in: 'header', name: 'X-Order-Key' }, tokens: token, staff: { type: 'basic' }, browser: null, cookie: null, partner: { type: 'bearer' },
    });
    expect([operation('/customers')?.auth, operation('putCategory')?.auth]).toEqual([{ ...token, scope: 'customers.write' }, { type: 'basic' }]);
    const both = taking({ type: 'object', properties: { a: {} } }, { security: [{ a: [], b: [] }], components: { securitySchemes: { a: { type: 'http', scheme: 'bearer' }, b: { type: 'mutualTLS' } } } });
    expect(both).toMatchObject({ auth: null, findings: ['it asks for a with b, which connectors cannot show'] });
    expect(taking({ type: 'object', properties: { a: {} } }, { security: [{ b: [] }, {}] })?.auth).toEqual({ type: 'none' });
  });

  it.each<[object, object]>([
    [{ type: ['string', 'null'], const: 'a' }, { type: 'string', values: ['a'], required: false }], [{ anyOf: [{ type: 'integer', exclusiveMaximum: 10 }, { type: 'null' }] }, { type: 'integer', max: '9' }],
    [{ type: 'number', exclusiveMinimum: 0 }, { type: 'number', min: '0', note: '(told, not checked: more than 0)' }], [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, { type: 'string', note: '(told, not checked: it has several forms)' }],
    [{ type: ['integer', 'number'] }, { type: 'number' }], [{ enum: [1, 2, null] }, { type: 'number', values: ['1', '2'] }], [{ type: 'number', maximum: 1e300 }, { type: 'number' }], [{ type: 'string', maxLength: 9e9, pattern: '(' }, { type: 'string' }],
    [{ type: 'string', format: 'uri' }, { type: 'url' }], [true as unknown as object, { type: 'string' }], [{ items: { type: 'string' } }, { type: 'array' }], [{ type: 'string', enum: Array.from({ length: 300 }, String) }, { type: 'string', note: '(told, not checked: one of 300 values)' }],
    [{ type: 'string', enum: [] }, { type: 'string' }], [{ type: 'string', enum: 'a', required: 7, minLength: 'x' }, { type: 'string' }],
  ])('of version 3.1 tells of %j a field %j', (schema, told) => expect(field(schema)).toMatchObject(told));

  it('gives fields names that connectors take, each its own', () => {
    const properties = Object.fromEntries(['a b', 'a-b', '1st', 'constructor', 'toString', '@type', 'è', '__proto-_'].map((name) => [name, { type: 'string' }]));
    const { fields, body } = taking({ type: 'object', properties })?.endpoint ?? {};
    expect(fields?.map(({ name }) => name)).toEqual(['a_b', 'a_b_2', '_1st', 'constructor', 'toString', '_type', '_', '__proto___2']);
    expect(body).toMatchObject({ 'a b': '{a_b}', 'a-b': '{a_b_2}', '@type': '{_type}' });
  });

  it('takes the variants of a body together, and of what all need what is needed', () => {
    const one = (name: string) => ({ type: 'object', required: ['id', name], properties: { id: { type: 'string' }, [name]: { type: 'string' } } });
    const told = taking({ oneOf: [one('a'), one('b')] });
    expect(told?.endpoint?.fields.map(({ name, required }) => [name, required])).toEqual([['id', true], ['a', false], ['b', false]]);
    expect(told?.findings).toEqual(['its body has several forms: which fields belong together is not checked']);
  });

  it('takes a schema that is a part or a variant of itself once', () => {
    const self = { $ref: '#/components/schemas/self' };
    const schemas = { self: { type: 'object', allOf: [self], oneOf: [self, { type: 'object', required: ['x'] }], properties: { x: { type: 'string' } } } };
    expect(taking(self, { components: { schemas } })?.endpoint?.fields).toMatchObject([{ name: 'x', type: 'string' }]);
  });

  it.each<[string, object, string]>([
    ['refers to itself', { $ref: '#/components/schemas/a' }, 'refers to itself'], ['leads nowhere', { $ref: '#/nowhere/~1a%zz' }, 'leads nowhere'], ['is a list of texts', { type: 'array', items: { type: 'string' } }, 'no object of named fields'],
    ['is a text', { type: 'string' }, 'no object of named fields'], ['has nothing', { type: 'object' }, 'takes nothing of a record'], ['has too many fields', { type: 'object', properties: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, {}])) }, 'more than 200 fields'],
    ['reaches for the prototype', { $ref: '#/constructor/prototype' }, 'leads nowhere'],
  ])('has an operation nothing is sent to, whose body %s', (_how, schema, why) => {
    expect(taking(schema, { components: { schemas: { a: { $ref: '#/components/schemas/b' }, b: { $ref: '#/components/schemas/a' } } } })).toMatchObject({ endpoint: null, findings: [expect.stringContaining(why)] });
  });

  it('tells an address only where it is whole', () => {
    for (const url of ['/v1', 'https://{host}/v1', 'ftp://a.example', 'https://a.example/?q=1', '', 'javascript:0']) expect(taking({}, { servers: [{ url }] })?.baseUrl).toBeNull();
    expect(taking({}, { servers: 'x' })?.baseUrl).toBeNull();
  });
});

describe('what is no document that is read', () => {
  const doubling = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]}`).join(', ')}]`)].join('\n');
  const tangled = () => {
    const part = (at: number) => (at === 12 ? { type: 'object' } : { allOf: Array.from({ length: 8 }, () => ({ $ref: `#/components/schemas/s${at + 1}` })) });
    return JSON.stringify({ openapi: '3.1.0', paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema: part(0) } } } } } }, components: { schemas: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`s${at + 1}`, part(at + 1)])) } });
  };

  it.each<[string, string, RegExp]>([
    ['Swagger 2', 'swagger: "2.0"', /Swagger 2/], ['another version', 'openapi: 4.0.0', /no OpenAPI document/], ['a version that is a number', 'openapi: 3.1', /no OpenAPI document/], ['a list', '[]', /no object/], ['a text', 'hello', /no object/],
    ['broken JSON', '{"openapi": ', /no JSON/], ['broken YAML', 'a: [1', /no YAML/], ['a name twice', 'a: 1\na: 2', /a stands twice/], ['a name twice within', 'a: [{ 200: x, b: { "c": 1, c: 2 } }]', /c stands twice/], ['a number and its text', '200: a\n"200": b', /200 stands twice/], ['a list for a name', '? [a]\n: 1', /no text/],
    ['thousands of aliases', Array.from({ length: 1001 }, (_, at) => `a${at}: &x${at} 1\nb${at}: *x${at}`).join('\n'), /1000 aliases/], ['a type of a language', 'a: !!js/function x', /no YAML/], ['an alias of aliases of aliases', `openapi: 3.0.0\n${doubling}`, /no YAML|too many/],
    ['a list that holds itself', 'a: &a [*a]', /holds itself|no YAML/], ['a prototype in YAML', 'openapi: 3.0.0\n__proto__: { polluted: 1 }', /__proto__/], ['a prototype in JSON', '{"openapi":"3.0.0","info":{"__proto__":{"polluted":1}}}', /__proto__/],
    ['endless lists', `openapi: 3.0.0\na: ${'['.repeat(500)}${']'.repeat(500)}`, /100 deep|no YAML/], ['endless objects', `{"openapi":"3.0.0","a":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, /100 deep|no JSON/], ['parts that multiply', tangled(), /entangled/],
    ['too many operations', JSON.stringify({ openapi: '3.0.0', paths: Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`/${at}`, { get: {} }])) }), /2000 operations/],
  ])('is %s', (_what, text, why) => {
    expect(() => readOpenApi(text)).toThrow(why);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('tells far more than it holds: that is refused, and one of its operations is told for itself', () => {
    expect(repeatingDocument(200).length).toBeLessThan(100_000);
    expect(() => readOpenApi(repeatingDocument(200))).toThrow(/4194304 characters/);
    expect(() => readOpenApi(repeatingDocument(20))).toThrow(/4194304 characters/);
    expect(readOpenApi(repeatingDocument(20), [{ method: 'POST', path: '/p7' }, { method: 'GET', path: '/p8' }]).operations.map(({ path, endpoint }) => [path, endpoint?.fields[19]?.values?.length])).toEqual([['/p7', 200]]);
  });

  it('has a token address that is longer than any may be', () => {
    const scheme = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: `https://id.example/${'a'.repeat(2000)}` } } };
    expect(readOpenApi(JSON.stringify({ openapi: '3.0.0', components: { securitySchemes: { scheme } } })).securitySchemes).toEqual([{ name: 'scheme', auth: null, detail: expect.stringContaining('longer') }]);
  });

  it('may lack whatever it likes: then there is nothing in it', () => {
    for (const more of [{}, { paths: null }, { paths: { '/a': null, '/b': { $ref: 'other.yaml' }, '/c': { get: 1 } } }, { info: [], components: 5, security: {}, servers: {} }]) expect(readOpenApi(JSON.stringify({ openapi: '3.0.0', ...more })).operations).toEqual([]);
  });
});
