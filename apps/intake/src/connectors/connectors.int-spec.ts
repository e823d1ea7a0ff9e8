import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { effectiveSettings, type ConnectorTestView, type ConnectorView } from '@kairos/contracts';
import { tellTerms, type TestService, type Caller } from '@kairos/testing';
import { newConnector } from '../test/connector.builder.ts';
import { MockApi } from '../test/mock-api.builder.ts';
import { TestIntake } from '../test/intake-service.builder.ts';

const base = '/api/v1/intake/connectors';
let intake: TestIntake;
let service: TestService;
let api: MockApi;
let caller: Caller;

beforeAll(async () => {
  intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0' } });
  service = intake.service;
  api = await MockApi.start();
});
afterAll(async () => {
  await intake?.stop();
  api?.stop();
});
beforeEach(async () => {
  caller = await service.signIn(['intake.connector.*']);
  await api.openTo(service, caller);
  api.asked.length = 0;
  api.answer = (_asked, response) => void response.end('{}');
});

const register = async (overrides: Parameters<typeof newConnector>[1] = {}) => (await caller.api.post(base, newConnector(api.url, overrides)).expect(201)).body as ConnectorView;
const change = (connector: ConnectorView, body: object) => caller.api.put(`${base}/${connector.id}`, body).set('if-match', `"${connector.version}"`);
const test = async ({ id }: ConnectorView, endpoint?: string) => (await caller.api.post(`${base}/${id}/test`, endpoint ? { endpoint } : {}).expect(200)).body as ConnectorTestView;
const told = ({ checks }: ConnectorTestView) => checks.map(({ step, outcome, status }) => [step, outcome, status]);

describe('a connector', () => {
  it('is registered, changed and switched; its secret is told to nobody again', async () => {
    const connector = await register();
    expect(connector).toMatchObject({ name: 'crm', kind: 'rest', active: true, version: 1, secretSetAt: expect.any(String), policy: { attempts: 10, concurrency: 4 } });
    const { secret: _secret, ...rest } = newConnector(api.url, { title: 'Clients' });
    const changed = (await change(connector, rest).expect(200)).body as ConnectorView;
    expect(changed).toMatchObject({ title: 'Clients', version: 2, secretSetAt: connector.secretSetAt });
    await caller.api.post(`${base}/${connector.id}/deactivate`).set('if-match', '"2"').expect(200);
    expect((await caller.api.post(`${base}/${connector.id}/activate`).set('if-match', '"3"').expect(200)).body).toMatchObject({ active: true, version: 4 });
    expect(((await caller.api.get(base).expect(200)).body as { items: ConnectorView[] }).items.map(({ id }) => id)).toEqual([connector.id]);
    const { rows } = await service.database.admin.query<{ text: string }>('select row_to_json(c)::text as text from intake.connector c where id = $1', [connector.id]);
    const trail = (await service.outbox()).filter(({ tenantid }) => tenantid === caller.tenantId);
    expect(trail).toHaveLength(4);
    for (const text of [rows[0]?.text ?? '', JSON.stringify(trail), JSON.stringify(changed)]) expect(text).not.toContain('SECRET-of-the-connector');
    expect(rows[0]?.text).toMatch(/"sealed_secret":"0001\.[\w-]+"/);
  });

  it('is not changed blindly, nor twice under one name, nor by whoever may not', async () => {
    const connector = await register();
    await caller.api.put(`${base}/${connector.id}`, newConnector(api.url)).expect(428);
    await change({ ...connector, version: 9 }, newConnector(api.url)).expect(412);
    expect((await caller.api.post(base, newConnector(api.url))).body).toMatchObject({ status: 409, code: 'connector-name-taken' });
    const both = await Promise.all([1, 2].map(() => caller.api.post(base, newConnector(api.url, { name: 'twice' }))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const stranger = await service.signIn(['intake.connector.*']);
    await stranger.api.get(`${base}/${connector.id}`).expect(404);
    const reader = await service.signIn(['intake.connector.read'], { tenantId: caller.tenantId });
    await reader.api.get(`${base}/${connector.id}`).expect(200);
    await reader.api.post(base, newConnector(api.url, { name: 'other' })).expect(403);
    await reader.api.post(`${base}/${connector.id}/test`, {}).expect(403);
  });

  it('shows its secret to the place it was given for alone', async () => {
    const connector = await register();
    const { secret: _secret, ...elsewhere } = newConnector('https://elsewhere.example.com');
    expect((await change(connector, elsewhere)).body).toMatchObject({ status: 422, code: 'connector-secret-needed' });
    const below = (await change(connector, { ...elsewhere, baseUrl: `${api.url}/ours` }).expect(200)).body as ConnectorView;
    for (const path of ['', '/theirs', '/ourselves', '/ours/../theirs', '/ours/%2e%2e/theirs']) expect((await change(below, { ...elsewhere, baseUrl: api.url + path })).body).toMatchObject({ code: 'connector-secret-needed' });
    expect((await change(below, { ...elsewhere, baseUrl: api.url, auth: { type: 'none' } }).expect(200)).body).toMatchObject({ secretSetAt: null });
    expect((await caller.api.post(base, newConnector(api.url, { name: 'open', auth: { type: 'none' } }))).body).toMatchObject({ code: 'connector-secret-not-taken' });
    expect((await caller.api.post(base, newConnector(api.url, { name: 'open', secret: undefined }))).body).toMatchObject({ code: 'connector-secret-needed' });
  });

  it.each([
    'http://169.254.169.254/latest', 'https://localhost:1', 'https://10.0.0.1', 'http://public.example.com', 'https://user:pass@public.example.com', 'https://metadata.google.internal', 'https://public.example.com:5432',
  ])('may not be at %s', async (address) => {
    expect((await caller.api.post(base, newConnector(address))).body).toMatchObject({ status: 422, code: 'address-not-allowed', errors: [{ pointer: '/baseUrl' }] });
  });

  it.each(['/ours%2ftheirs', '/ours/%252e%252e/theirs', '/ours/..;/theirs'])('may not have the path %s, which servers read in different ways', async (path) => {
    expect((await caller.api.post(base, newConnector(`https://public.example.com${path}`))).body).toMatchObject({ status: 422, code: 'address-not-allowed', errors: [{ pointer: '/baseUrl' }] });
  });

  it('may not be where the platform itself stands, even if that is offered', async () => {
    const own = [new URL(service.database.url('intake', 'app')).host, new URL(intake.target.url).host];
    const offered = { connectorInternalHosts: own };
    await tellTerms(service.database, 'intake', caller.tenantId, { settings: effectiveSettings(offered, offered) });
    for (const place of own) expect((await caller.api.post(base, newConnector(`http://${place}`))).body).toMatchObject({ code: 'address-not-allowed' });
  });

  it.each([
    [{ headers: { authorization: 'Bearer x' } }], [{ headers: { 'x-a': 'b\r\nx-b: c' } }], [{ headers: { 'x-api-key': 'key' } }], [{ name: 'Not A Name' }], [{ baseUrl: 'https://a.example.com/?q=1' }], [{ policy: { attempts: 0 } }],
    [{ endpoints: [{ name: 'a', method: 'POST', path: '/a/{nothing}', fields: [{ name: 'code', type: 'string', required: true }] }] }], [{ endpoints: [{ name: 'a', method: 'POST', path: '/../admin', fields: [{ name: 'code', type: 'string' }] }] }], [{ endpoints: [{ name: 'a', method: 'POST', path: '/a/..;/admin', fields: [{ name: 'code', type: 'string' }] }] }],
    [{ endpoints: [{ name: 'a', method: 'POST', path: '/a', fields: [{ name: 'code', type: 'string' }], body: { text: 'for {nobody}' } }] }], [{ auth: { type: 'magic' } }],
  ] as object[][])('is refused with %j', async (overrides) => {
    await caller.api.post(base, { ...newConnector(api.url), ...overrides }).expect(400);
  });
});

describe('the test of a connector', () => {
  it('tells connection, authentication and endpoint apart', async () => {
    const connector = await register();
    api.answer = ({ method, headers }, response) => void response.writeHead(method === 'OPTIONS' ? 204 : method === 'GET' && headers.authorization !== 'Bearer SECRET-of-the-connector' ? 401 : 200).end();
    expect(told(await test(connector, 'upsert-customer'))).toEqual([['connection', 'passed', 200], ['auth', 'passed', 200], ['endpoint', 'passed', 204]]);
    expect(api.asked.map(({ method }) => method)).toEqual(['HEAD', 'GET', 'OPTIONS']);
    await change(connector, newConnector(api.url, { secret: 'another' })).expect(200);
    expect(told(await test(connector))).toEqual([['connection', 'passed', 200], ['auth', 'failed', 401]]);
    expect((await caller.api.post(`${base}/${connector.id}/test`, { endpoint: 'none-such' })).body).toMatchObject({ status: 422, code: 'connector-endpoint-not-found' });
  });

  it('says what is wrong with an API that does not answer, and follows it nowhere', async () => {
    const connector = await register();
    api.answer = (_asked, response) => void response.destroy();
    const { passed, checks } = await test(connector);
    expect([passed, checks]).toEqual([false, [expect.objectContaining({ step: 'connection', outcome: 'failed', status: null, detail: expect.stringContaining('closed the connection') })]]);
    api.answer = (_asked, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    expect(told(await test(connector))[0]).toEqual(['connection', 'passed', 302]);
  });

  it('asks once for a token that several need, and again when its time is over', async () => {
    let given = 0;
    let lasts = 3600;
    api.answer = ({ url, headers }, response) => {
      if (url !== '/token') return void response.writeHead(headers.authorization?.startsWith('Bearer token-') ? 200 : 401).end();
      given += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: `token-${given}`, token_type: 'Bearer', expires_in: lasts }));
    };
    const oauth = { type: 'oauth2-client-credentials', tokenUrl: `${api.url}/token`, clientId: 'kairos', scope: 'write' } as const;
    const connector = await register({ auth: oauth });
    const results = await Promise.all(Array.from({ length: 5 }, () => test(connector)));
    expect(results.every(({ passed }) => passed)).toBe(true);
    expect(given).toBe(1);
    expect(api.asked.find(({ url }) => url === '/token')).toMatchObject({ body: 'grant_type=client_credentials&scope=write', headers: { authorization: `Basic ${Buffer.from('kairos:SECRET-of-the-connector').toString('base64')}` } });
    lasts = 0;
    const brief = await register({ name: 'brief', auth: oauth });
    await test(brief);
    await test(brief);
    expect(given).toBe(3);
    api.answer = (_asked, response) => void response.writeHead(400).end('{"error":"invalid_client"}');
    const refused = await register({ name: 'refused', auth: oauth });
    expect(told(await test(refused))).toEqual([['connection', 'passed', 400], ['auth', 'failed', 400]]);
  });
});
