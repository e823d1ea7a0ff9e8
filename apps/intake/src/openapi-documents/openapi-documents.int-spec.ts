import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { longestOpenApiDocument, type ConnectorView, type OpenApiDocumentView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { newConnector } from '../test/connector.builder.ts';
import { TestIntake } from '../test/intake-service.builder.ts';
import { ordersDocument as document, repeatingDocument } from '../test/openapi.builder.ts';

const base = '/api/v1/intake/connectors';
const placeOrder = { method: 'POST', path: '/customers/{customer-id}/orders' };
let intake: TestIntake;
let caller: Caller;

beforeAll(async () => (intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0', DELIVERY_CONCURRENCY: '0' } })));
afterAll(() => intake?.stop());
beforeEach(async () => (caller = await intake.service.signIn(['intake.connector.*'])));

const register = (more: object = {}) => caller.api.post(`${base}/from-openapi`, { document, operations: [placeOrder], name: 'orders', secret: 'SECRET-key', ...more });
const fill = ({ id, version }: Pick<ConnectorView, 'id' | 'version'>, operations: object[], text = document) => caller.api.post(`${base}/${id}/from-openapi`, { document: text, operations }).set('if-match', `"${version}"`);

describe('an OpenAPI document', () => {
  it('is read and not kept', async () => {
    const read = (await caller.api.post(`${base}/openapi`, { document }).expect(200)).body as OpenApiDocumentView;
    expect([read.title, read.operations.length, read.securitySchemes.length]).toEqual(['Ricambi Orders', 8, 6]);
    expect(read.operations[0]?.endpoint?.fields.map(({ name }) => name).slice(0, 3)).toEqual(['customer_id', 'reference', 'quantity']);
    expect((await caller.api.get(base).expect(200)).body).toMatchObject({ items: [] });
    expect((await intake.service.outbox()).filter(({ tenantid }) => tenantid === caller.tenantId)).toEqual([]);
  });

  it.each([['no document at all', 422], ['openapi: 3.0.0\na: &a [*a]', 422], [`openapi: 3.0.0\na: ${'['.repeat(20_000)}`, 422], [`{"openapi":"3.1.0","x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, 422], ['x', 400], ['x'.repeat(longestOpenApiDocument + 1), 400], ['x'.repeat(9_000_000), 413]])('that is none is refused (case %#)', async (text, status) => {
    const { body } = await caller.api.post(`${base}/openapi`, { document: text });
    expect(body).toMatchObject({ status, ...(status === 422 ? { code: 'openapi-document-refused', errors: [{ pointer: '/document' }] } : {}) });
  });

  const paths = Array.from({ length: 1900 }, (_, at) => `  /p${at}:\n    post:\n      summary: ${'long '.repeat(60)}\n`).join('');
  const long = `openapi: 3.1.0\npaths:\n${paths}`;

  it('of a million characters and tens of thousands of names is read while others are answered', async () => {
    const names = Array.from({ length: 60_000 }, (_, at) => `  n${at}: 1\n`).join('');
    let isRead = false;
    const reading = caller.api.post(`${base}/openapi`, { document: `${long}x-names:\n${names}` }).then(({ status }) => ((isRead = true), status));
    let answered = 0;
    for (; !isRead; answered += 1) await caller.api.get(base).expect(200);
    expect(await reading).toBe(200);
    expect(answered).toBeGreaterThan(1);
  });

  it('waits alone for its tenant, and keeps no other tenant away', async () => {
    const stranger = await intake.service.signIn(['intake.connector.*']);
    const told = await Promise.all([caller, caller, caller, caller, caller, stranger].map(async ({ api }) => (await api.post(`${base}/openapi`, { document: long })) as { status: number; body: { code?: string } }));
    expect(told.at(-1)?.status).toBe(200);
    const refused = told.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body } of refused) expect(body).toMatchObject({ status: 429, code: 'openapi-document-waits' });
  });

  it('that tells far more than it holds is refused, and one of its operations is taken', async () => {
    for (const properties of [200, 20]) expect((await caller.api.post(`${base}/openapi`, { document: repeatingDocument(properties) })).body).toMatchObject({ status: 422, code: 'openapi-document-refused', detail: expect.stringContaining('longer than') });
    const told = { document: repeatingDocument(10), operations: [{ method: 'POST', path: '/p7' }], baseUrl: 'https://orders.example.com', secret: undefined };
    expect((await register(told).expect(201)).body).toMatchObject({ endpoints: [{ name: 'post-p7' }] });
  });

  it('is for whoever may manage connectors', async () => {
    const reader = await intake.service.signIn(['intake.connector.read', 'intake.connector.use'], { tenantId: caller.tenantId });
    for (const path of ['openapi', 'from-openapi', '018f0000-0000-7000-8000-000000000001/from-openapi']) await reader.api.post(`${base}/${path}`, { document }).set('if-match', '"1"').expect(403);
  });
});

describe('a connector from an OpenAPI document', () => {
  it('has the address, the authentication and the endpoints of the chosen operations', async () => {
    const connector = (await register().expect(201)).body as ConnectorView;
    expect(connector).toMatchObject({
      name: 'orders', title: 'Ricambi Orders', baseUrl: 'https://eu.api.ricambi.example/v2', auth: { type: 'api-key', in: 'header', name: 'X-Order-Key' }, secretSetAt: expect.any(String),
      endpoints: [{ name: 'place-order', method: 'POST', path: '/customers/{customer_id}/orders', body: { shipTo: { city: '{shipTo_city}' } } }],
    });
    const { rows } = await intake.service.database.admin.query<{ text: string }>('select row_to_json(c)::text as text from intake.connector c where id = $1', [connector.id]);
    expect(JSON.stringify([rows, await intake.service.outbox()])).not.toContain('SECRET-key');
  });

  it('keeps to all that one registered by hand does', async () => {
    const at = (url: string) => document.replace('https://{region}.api.ricambi.example/v2/', url);
    for (const url of ['http://169.254.169.254/latest', 'https://localhost', 'https://10.0.0.1/v1', 'https://user:pass@public.example.com']) {
      expect((await register({ document: at(url) })).body).toMatchObject({ status: 422, code: 'address-not-allowed', errors: [{ pointer: '/baseUrl' }] });
    }
    expect((await register({ secret: undefined })).body).toMatchObject({ status: 422, code: 'connector-secret-needed' });
    await register().expect(201);
    expect((await register()).body).toMatchObject({ status: 409, code: 'connector-name-taken' });
    await register({ name: 'Not A Name' }).expect(400);
    const climbing = document.replace('/customers/{customer-id}/orders', '/customers/../{customer-id}/orders');
    expect((await register({ name: 'up', document: climbing, operations: [{ method: 'POST', path: '/customers/../{customer-id}/orders' }] })).body).toMatchObject({ code: 'openapi-operation-not-usable', detail: expect.stringContaining('may not go up') });
  });

  it('needs told what the document leaves open, and only operations that take records', async () => {
    const category = { operations: [{ method: 'PUT', path: '/categories/{code}' }] };
    expect((await register(category)).body).toMatchObject({ status: 422, code: 'openapi-leaves-open', errors: [{ pointer: '/auth' }] });
    expect((await register({ operations: [placeOrder, ...category.operations] })).body).toMatchObject({ code: 'openapi-leaves-open', errors: [{ pointer: '/auth' }] });
    expect((await register({ ...category, auth: { type: 'basic', username: 'kairos' } }).expect(201)).body).toMatchObject({ auth: { type: 'basic', username: 'kairos' } });
    const nowhere = document.replace(/servers:[\s\S]*?security:/, 'security:');
    expect((await register({ name: 'b', document: nowhere })).body).toMatchObject({ code: 'openapi-leaves-open', errors: [{ pointer: '/baseUrl' }] });
    await register({ name: 'b', document: nowhere, baseUrl: 'https://orders.example.com/v2' }).expect(201);
    expect((await register({ name: 'c', operations: [placeOrder, { method: 'GET', path: '/none' }] })).body).toMatchObject({ code: 'openapi-operation-not-found', errors: [{ pointer: '/operations/1' }] });
    expect((await register({ name: 'c', operations: [{ method: 'POST', path: '/pictures' }] })).body).toMatchObject({ code: 'openapi-operation-not-usable' });
  });

  it('that is there already gets more endpoints, in place of those of the same names, and nothing else', async () => {
    const connector = (await caller.api.post(base, newConnector('https://crm.example.com')).expect(201)).body as ConnectorView;
    const filled = (await fill(connector, [{ ...placeOrder, name: 'upsert-customer' }, { method: 'PUT', path: '/customers' }]).expect(200)).body as ConnectorView;
    expect(filled).toMatchObject({ version: 2, baseUrl: 'https://crm.example.com', auth: { type: 'bearer' }, secretSetAt: connector.secretSetAt, endpoints: [{ name: 'upsert-customer', method: 'POST' }, { name: 'put-customers' }] });
    await fill(connector, [placeOrder]).expect(412);
    expect((await fill(filled, [placeOrder, placeOrder])).body).toMatchObject({ status: 422, code: 'connector-endpoint-named-twice' });
    const many = `openapi: 3.0.0\npaths:\n${Array.from({ length: 100 }, (_, at) => `  /p${at}/{x}: { delete: { parameters: [{ in: path, name: x }] } }\n`).join('')}`;
    const chosen = Array.from({ length: 100 }, (_, at) => ({ method: 'DELETE', path: `/p${at}/{x}` }));
    expect((await fill(filled, chosen, many)).body).toMatchObject({ status: 422, code: 'too-many-connector-endpoints' });
    const stranger = await intake.service.signIn(['intake.connector.*']);
    await stranger.api.post(`${base}/${connector.id}/from-openapi`, { document, operations: [placeOrder] }).set('if-match', '"2"').expect(404);
    expect((await caller.api.get(`${base}/${connector.id}`).expect(200)).body).toMatchObject({ version: 2 });
  });

  it('takes no pattern that could blow up, told by hand', async () => {
    const endpoints = [{ name: 'a', method: 'POST', path: '/a', fields: [{ name: 'x', type: 'string', pattern: '(?=a)(a*)*b' }] }];
    expect((await caller.api.post(base, { ...newConnector('https://crm.example.com'), endpoints })).body).toMatchObject({ status: 422, code: 'field-pattern-refused', errors: [{ pointer: '/endpoints/0/fields/0/pattern' }] });
  });
});
