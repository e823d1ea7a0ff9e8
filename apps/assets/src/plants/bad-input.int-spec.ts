import { generateKeyPairSync } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['*']);
});
afterAll(() => service?.stop());

const withToken = (token: string) => new ApiClient(service.url, token).get(plants);
const raw = (body: string) => manager.api.post(plants).set('content-type', 'application/json').send(body);

describe('a token that is not ours', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

  it.each([
    ['of another key', () => service.issuer.token(manager, { key: stranger.privateKey })],
    ['with an unknown key id', () => service.issuer.token(manager, { keyId: 'unknown' })],
    ['that has expired', () => service.issuer.token(manager, { expiresIn: -1 })],
    ['for another audience', () => service.issuer.token(manager, { audience: 'elsewhere' })],
    ['signed with the public key as a shared secret', () => service.issuer.token(manager, { algorithm: 'HS256', key: String(service.issuer.publicKey.export({ type: 'spki', format: 'pem' })) })],
    ['without a signature', () => `${[{ alg: 'none', typ: 'JWT', kid: service.issuer.keyId }, { sub: manager.userId }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`],
    ['that is no token', () => 'nonsense'],
  ])('%s is refused', async (_name, token) => {
    const { body } = await withToken(token()).expect(401).expect('content-type', /problem\+json/);
    expect(body).toMatchObject({ status: 401, code: 'unauthenticated' });
  });
});

describe('a body that cannot be used', () => {
  it.each([
    ['is not JSON', '{"code":', 'malformed-json'],
    ['holds a NUL byte', JSON.stringify({ ...aPlant(), name: 'a\u0000b' }), 'nul-character'],
    ['holds half a surrogate pair', '{"code":"ABC","name":"\\ud800x"}', 'lone-surrogate'],
    ['names __proto__', '{"__proto__":{"admin":true}}', 'malformed-json'],
    ['is a list', '[]', 'invalid-request'],
    ['is empty', '', 'invalid-request'],
  ])('because it %s is a clear 400', async (_name, body, code) => {
    const answer = await raw(body).expect(400).expect('content-type', /problem\+json/);
    expect(answer.body).toMatchObject({ status: 400, code, requestId: expect.any(String) });
  });

  it('points at every field that is wrong or unknown', async () => {
    const { body } = await manager.api.post(plants, { ...aPlant(), capacityKw: '1e9', podCode: 'IT1', colour: 'green' }).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer).sort()).toEqual(['/capacityKw', '/colour', '/podCode']);
  });

  it.each(['0', '0.000', '-1', 'NaN', '1,5', '1e309', '', '1.2345', 998.5])('refuses %p as a capacity', async (capacityKw) => {
    await manager.api.post(plants, { ...aPlant(), capacityKw: capacityKw as string }).expect(400);
  });

  it('of over a megabyte is refused before it is read', async () => {
    const { body } = await raw(JSON.stringify({ notes: 'x'.repeat(1_100_000) })).expect(413);
    expect(body).toMatchObject({ status: 413 });
  });

  it('of a chunk may be longer, as its rows are', async () => {
    const { body } = await manager.api.post('/api/v1/assets/plants/batches', { notes: 'x'.repeat(1_100_000) }).expect(400);
    expect(body).toMatchObject({ code: 'invalid-request' });
  });

  it('of another kind is refused', async () => {
    await manager.api.post(plants).set('content-type', 'application/xml').send('<plant/>').expect(415);
  });
});

describe('an address that cannot be used', () => {
  it('with a NUL character, a malformed id or an unknown filter is a 400', async () => {
    await manager.api.get(`${plants}?text=a%00b`).expect(400);
    await manager.api.get(`${plants}/not-an-id`).expect(400);
    await manager.api.get(`${plants}?colour=green`).expect(400);
    await manager.api.get(`${plants}?limit=100000`).expect(400);
  });

  it('that leads nowhere is a problem too', async () => {
    await manager.api.get('/api/v1/assets/turbines').expect(404).expect('content-type', /problem\+json/);
  });

  it('with a broken escape is a 400, not a crash', async () => {
    const status = await new Promise((resolve) => rawRequest(`${service.url}/%E0%A4%A`, (response) => resolve(response.resume().statusCode)).end());
    expect(status).toBe(400);
  });
});

describe('an Idempotency-Key', () => {
  const post = (body: object, key: string, caller = manager) => caller.api.post(plants, body).set('idempotency-key', key);

  it('gives a repeated POST the first answer and one effect', async () => {
    const body = aPlant();
    const first = await post(body, 'key-1').expect(201);
    const again = await post(body, 'key-1').expect(201).expect('idempotency-replayed', 'true');
    expect(again.body).toEqual(first.body);
    const events = await service.outbox('assets.plant.registered.v1');
    expect(events.filter((event) => (event.data as { code: string }).code === body.code)).toHaveLength(1);
  });

  it('is refused for another request, and free for another tenant', async () => {
    await post(aPlant(), 'key-2').expect(201);
    await post(aPlant(), 'key-2').expect(422);
    const stranger = await service.signIn(['*']);
    await post(aPlant(), 'key-2', stranger).expect(201);
  });

  it('lets one of two concurrent requests through', async () => {
    const body = aPlant();
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => post(body, 'key-3')))).map((answer) => answer.status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const events = await service.outbox('assets.plant.registered.v1');
    expect(events.filter((event) => (event.data as { code: string }).code === body.code)).toHaveLength(1);
  });

  it('leaves the answer what the command stored', async () => {
    const { body } = await manager.api.post(plants, aPlant()).expect(201);
    const path = `${plants}/${(body as { plantId: string }).plantId}/status`;
    const answer = await manager.api.post(path, { status: 'Decommissioned' }).set('if-match', '"1"').set('idempotency-key', 'key-5').expect(200);
    expect(answer.body).toMatchObject({ status: 'Decommissioned', version: 2 });
  });

  it('is forgotten after a day, which keeps the table small', async () => {
    const caller = await service.signIn(['assets.*']);
    const body = aPlant();
    for (const key of ['old-1', 'old-2', 'old-3']) await post(aPlant(), key, caller).expect(201);
    await service.database.admin.query(`update assets.idempotency_key set created_at = now() - interval '25 hours' where tenant_id = $1`, [caller.tenantId]);
    await post(body, 'old-1', caller).expect(201);
    const { rows } = await service.database.admin.query<{ key: string }>('select key from assets.idempotency_key where tenant_id = $1', [caller.tenantId]);
    expect(rows).toEqual([{ key: 'old-1' }]);
  });

  it('is forgotten with a request that failed', async () => {
    const body = aPlant({ code: 'KEY-FAILED' });
    await manager.api.post(plants, body).expect(201);
    await post(body, 'key-4').expect(409);
    await post({ ...body, code: 'KEY-MENDED' }, 'key-4').expect(201);
  });
});
