import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { newApiKey } from '@kairos/auth';
import { TestGateway, type TestCaller } from '../test/gateway.builder.ts';
import type { Echo } from '../test/upstream.builder.ts';
import { ApiKeyTokens } from './api-key-tokens.ts';

const plants = '/api/v1/assets/plants';
const exchange = '/api/v1/identity/api-key-tokens';
let gateway: TestGateway;
let owner: TestCaller;
let key: string;
let accepted: Parameters<TestGateway['acceptKey']>[0];

beforeAll(async () => {
  gateway = await TestGateway.start({ environment: { TRUSTED_PROXIES: 'loopback' } });
});
beforeEach(() => {
  owner = gateway.signIn(['assets.plant.read']);
  key = newApiKey('service');
  accepted = new Map([[key, { caller: owner, apiKeyId: randomUUID() }]]);
  gateway.acceptKey(accepted);
});
afterAll(() => gateway?.stop());

const call = (address = '203.0.113.1') => gateway.anonymous().get(plants).set('x-api-key', key).set('x-forwarded-for', address);
const exchanges = () => gateway.upstreams.identity.asked.filter((path) => path === exchange).length;

describe('a request with an API key', () => {
  it('reaches the service with a token in the key’s place, from either header', async () => {
    for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }]) {
      const { body } = await gateway.anonymous().get(plants).set(headers).expect(200);
      expect((body as Echo).headers).toMatchObject({ authorization: `Bearer ${owner.token}` });
      expect(JSON.stringify(body)).not.toContain(key);
    }
  });

  it('asks identity once in 30 s for each address, however many come at once', async () => {
    const before = exchanges();
    await Promise.all(Array.from({ length: 20 }, () => call().expect(200)));
    expect(exchanges() - before).toBe(1);
    await call('203.0.113.2').expect(200);
    expect(exchanges() - before).toBe(2);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await call().expect(200);
    now.mockRestore();
    expect(exchanges() - before).toBe(3);
  });

  it('is refused as soon as identity has told of a change', async () => {
    const { apiKeyId } = accepted.get(key) ?? { apiKeyId: '' };
    const tokens = gateway.running.app.get(ApiKeyTokens);
    await call().expect(200);
    gateway.acceptKey(new Map());
    tokens.forget(randomUUID());
    await call().expect(200);
    tokens.forget(apiKeyId);
    const { body } = await call().expect(401).expect('content-type', /problem\+json/).expect('www-authenticate', 'Bearer');
    expect(body).toMatchObject({ code: 'api-key-refused', detail: 'as identity says it' });
  });

  it('is refused within 30 s, though nothing was heard', async () => {
    await call().expect(200);
    gateway.acceptKey(new Map());
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await call().expect(401);
    now.mockRestore();
  });

  it('goes on while identity is away until its token expires, and then is told to come back', async () => {
    await call().expect(200);
    gateway.upstreams.identity.answer(exchange, (request) => request.socket.destroy());
    const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + ms);
    const later = at(120_000);
    await call().expect(200);
    later.mockRestore();
    const muchLater = at(601_000);
    const { body } = await call().expect(503).expect('retry-after', '2');
    muchLater.mockRestore();
    expect(body).toMatchObject({ code: 'api-keys-unavailable' });
    gateway.upstreams.identity.answer(exchange, (_request, response) => response.writeHead(500).end());
    await call('203.0.113.77').expect(503);
  });

  it('is refused without a question when it is mistyped, doubled or in the address', async () => {
    const before = exchanges();
    const send = (headers: Record<string, string>, path = plants) => gateway.anonymous().get(path).set(headers);
    expect((await send({ 'x-api-key': `${key.slice(0, -1)}~` }).expect(401)).body).toMatchObject({ code: 'api-key-malformed' });
    expect((await send({ 'x-api-key': key, authorization: `Bearer ${owner.token}` }).expect(400)).body).toMatchObject({ code: 'two-credentials' });
    const { body, text } = await send({}, `${plants}?api_key=${key}`).expect(400);
    expect(body).toMatchObject({ code: 'api-key-in-address' });
    expect(text).not.toContain(key);
    expect(exchanges()).toBe(before);
  });

  it('opens the live stream too', async () => {
    const stream = new AbortController();
    const response = await fetch(`${gateway.url}/api/v1/events`, { headers: { 'x-api-key': key }, signal: stream.signal });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
    stream.abort();
  });
});
