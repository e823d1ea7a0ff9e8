import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { newApiKey } from '@kairos/auth';
import { TestIssuer } from '@kairos/testing';
import { TestGateway } from '../test/gateway.builder.ts';
import { TenantLimits } from './tenant-limits.ts';

let gateway: TestGateway;
const plants = '/api/v1/assets/plants';

beforeAll(async () => {
  gateway = await TestGateway.start({ environment: { RATE_LIMIT_PER_USER: '5', RATE_LIMIT_PER_TENANT: '8', RATE_LIMIT_PER_ADDRESS: '3', TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => gateway?.stop());

const from = (address: string, path = plants) => gateway.anonymous().get(path).set('x-forwarded-for', address);

it('answers 429 with problem details, Retry-After and RateLimit headers, and counts each address by itself', async () => {
  for (const left of ['2', '1', '0']) {
    const { headers } = await from('203.0.113.1').expect(200).expect('ratelimit-limit', '3').expect('ratelimit-remaining', left).expect('ratelimit-policy', '"address";q=3;w=3600');
    expect(headers['ratelimit']).toMatch(new RegExp(`^"address";r=${left};t=(3600|359\\d)$`));
  }
  const { body, headers } = await from('203.0.113.1').expect(429).expect('content-type', /problem\+json/);
  expect(body).toMatchObject({ code: 'rate-limit-exceeded', status: 429, detail: expect.stringMatching(/^More than 3 requests an hour by this address/) });
  expect(headers['retry-after']).toBe(headers['ratelimit-reset']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(3000);
  await from('203.0.113.2').expect(200);
});

it('counts a signed-in user by themselves, wherever they call from', async () => {
  const one = gateway.signIn(['assets.*']);
  const other = gateway.signIn(['assets.*']);
  for (let count = 0; count < 5; count += 1) await one.api.get(plants).set('x-forwarded-for', `203.0.113.${50 + count}`).expect(200).expect('ratelimit-policy', '"user";q=5;w=60, "tenant";q=8;w=3600');
  expect((await one.api.get(plants).expect(429)).body).toMatchObject({ detail: expect.stringContaining('by this user') });
  await other.api.get(plants).expect(200);
});

it('counts all users and keys of a tenant together, and names the tenant', async () => {
  const one = gateway.signIn(['assets.*']);
  const other = gateway.signIn(['assets.*'], { tenantId: one.tenantId });
  const stranger = gateway.signIn(['assets.*']);
  for (let count = 0; count < 4; count += 1) await one.api.get(plants).expect(200).expect('ratelimit-remaining', String(4 - count));
  for (let count = 0; count < 4; count += 1) await other.api.get(plants).expect(200);
  for (const caller of [one, other]) expect((await caller.api.get(plants).expect(429)).body).toMatchObject({ detail: expect.stringContaining('by this tenant') });
  await stranger.api.get(plants).expect(200);
});

it('counts a key by its own limit, apart from its owner', async () => {
  const owner = gateway.signIn(['assets.*']);
  const key = newApiKey('personal');
  gateway.acceptKey(new Map([[key, { caller: owner, apiKeyId: randomUUID(), requestsPerMinute: 2 }]]));
  const call = () => gateway.anonymous().get(plants).set('x-api-key', key);
  for (const left of ['1', '0']) await call().expect(200).expect('ratelimit-remaining', left);
  expect((await call().expect(429)).body).toMatchObject({ detail: expect.stringContaining('More than 2 requests a minute by this API key') });
  await owner.api.get(plants).expect(200);
});

it('gives no budget for a token that identity did not sign, nor for a key that it does not know', async () => {
  const stranger = await TestIssuer.start();
  gateway.acceptKey(new Map());
  const forged = () => stranger.token({ userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 });
  for (let count = 0; count < 3; count += 1) await from('203.0.113.9').set('authorization', `Bearer ${forged()}`).expect(200);
  await from('203.0.113.9').set('authorization', `Bearer ${forged()}`).expect(429);
  for (let count = 0; count < 3; count += 1) await from('203.0.113.10').set('authorization', `Bearer ${newApiKey('service')}`).expect(401);
  const asked = gateway.upstreams.identity.asked.length;
  await from('203.0.113.10').set('authorization', `Bearer ${newApiKey('service')}`).expect(429);
  expect(gateway.upstreams.identity.asked).toHaveLength(asked);
  stranger.stop();
});

it('limits what leads nowhere and what the gateway answers itself, but never the question whether it lives', async () => {
  for (let count = 0; count < 10; count += 1) await from('203.0.113.7', '/healthz/live').expect(200);
  for (const path of ['/api/nowhere', '/api/v1/events', '/api/v1/identity/access']) expect((await from('203.0.113.7', path)).status).toBeGreaterThanOrEqual(400);
  await from('203.0.113.7', '/api/nowhere').expect(429).expect('content-type', /problem\+json/);
  await from('203.0.113.7', '/plants').expect(429);
  await from('203.0.113.7', '/assets/nothing.js').expect(404);
  await from('203.0.113.7', '/api/v1/events').expect(429).expect('content-type', /problem\+json/);
});

it('takes the tenant’s limit from its plan, and a new plan at once', async () => {
  const byPlan = await TestGateway.start();
  const caller = byPlan.signIn(['assets.*']);
  const standing = (apiCallsPerHour: number | null) => ({ status: 'Active' as const, readOnlyFrom: null, closedFrom: null, features: [], limits: { users: null, plants: null, storageGb: null, apiCallsPerHour } });
  byPlan.access.set(caller.sessionId, { active: true, permissions: ['assets.*'], rowScope: { plants: 'all' }, authzVersion: 1, sessionRevoked: false, tenant: standing(2) });
  for (let count = 0; count < 2; count += 1) await caller.api.get(plants).expect(200);
  await caller.api.get(plants).expect(429);
  byPlan.running.app.get(TenantLimits).heard(caller.tenantId, null);
  await caller.api.get(plants).expect(200).expect('ratelimit-policy', '"user";q=1000000;w=60');
  await byPlan.stop();
});

it('stops nobody for a plan that it cannot ask for', async () => {
  const alone = await TestGateway.start();
  alone.upstreams.identity.answer('/api/v1/identity/access', (_request, response) => response.writeHead(500).end());
  await alone.signIn(['assets.*']).api.get(plants).expect(200).expect('ratelimit-policy', '"user";q=1000000;w=60');
  await alone.stop();
});
