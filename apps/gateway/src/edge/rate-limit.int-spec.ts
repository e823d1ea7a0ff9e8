import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestIssuer } from '@kairos/testing';
import { TestGateway } from '../test/gateway.builder.ts';

let gateway: TestGateway;
const plants = '/api/v1/assets/plants';

beforeAll(async () => {
  gateway = await TestGateway.start({ environment: { RATE_LIMIT_PER_USER: '5', RATE_LIMIT_PER_ADDRESS: '3', TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => gateway?.stop());

it('answers 429 with problem details, Retry-After and RateLimit headers, and counts each address by itself', async () => {
  const from = (address: string) => gateway.anonymous().get(plants).set('x-forwarded-for', address);
  for (const left of ['2', '1', '0']) await from('203.0.113.1').expect(200).expect('ratelimit-limit', '3').expect('ratelimit-remaining', left);
  const { body, headers } = await from('203.0.113.1').expect(429).expect('content-type', /problem\+json/);
  expect(body).toMatchObject({ code: 'rate-limit-exceeded', status: 429 });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await from('203.0.113.2').expect(200);
});

it('counts a signed-in user by themselves, wherever they call from', async () => {
  const one = gateway.signIn(['assets.*']);
  const other = gateway.signIn(['assets.*']);
  for (let count = 0; count < 5; count += 1) await one.api.get(plants).set('x-forwarded-for', `203.0.113.${50 + count}`).expect(200);
  await one.api.get(plants).expect(429);
  await other.api.get(plants).expect(200);
});

it('gives no budget for a token that identity did not sign', async () => {
  const stranger = await TestIssuer.start();
  const forged = () => stranger.token({ userId: crypto.randomUUID(), tenantId: crypto.randomUUID(), membershipId: crypto.randomUUID(), sessionId: crypto.randomUUID(), authzVersion: 1 });
  const call = () => gateway.anonymous().get(plants).set('x-forwarded-for', '203.0.113.9').set('authorization', `Bearer ${forged()}`);
  for (let count = 0; count < 3; count += 1) await call().expect(200);
  await call().expect(429);
  stranger.stop();
});

it('never limits the question whether it lives', async () => {
  for (let count = 0; count < 10; count += 1) await gateway.anonymous().get('/healthz/live').set('x-forwarded-for', '203.0.113.7').expect(200);
});
