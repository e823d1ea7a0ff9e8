import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { uncoveredRoutes } from '@kairos/testing';
import { TestGateway } from '../test/gateway.builder.ts';
import type { Echo } from '../test/upstream.builder.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start({ environment: { UPSTREAM_TIMEOUT_MS: '1000' } });
});
afterAll(() => gateway?.stop());

const plants = '/api/v1/assets/plants';

describe('requests through the edge', () => {
  it('reach the service that the path names, with query, body, answer headers and request id', async () => {
    const response = await gateway.anonymous().post(`${plants}?text=Santa%20Luce&limit=2`, { name: 'Buddusò' }).set('x-request-id', 'request-12345678').expect(200).expect('etag', '"7"');
    const echo = response.body as Echo;
    expect(echo).toMatchObject({ method: 'POST', url: `${plants}?text=Santa%20Luce&limit=2`, bytes: Buffer.byteLength('{"name":"Buddusò"}') });
    expect([echo.headers['x-request-id'], response.headers['x-request-id']]).toEqual(['request-12345678', 'request-12345678']);
  });

  it('say who really called, whatever the client claims', async () => {
    const { body } = await gateway.anonymous().get(plants)
      .set({ 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'evil.example', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6', 'x-http-method-override': 'DELETE' });
    const { headers } = body as Echo;
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http', 'x-forwarded-host': new URL(gateway.url).host });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['forwarded']));
    expect(headers['x-real-ip'] ?? headers['x-http-method-override']).toBeUndefined();
  });

  it('keep a well-formed trace and lose a malformed one', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const kept = await gateway.anonymous().get(plants).set('traceparent', trace);
    const lost = await gateway.anonymous().get(plants).set('traceparent', 'nonsense');
    expect([(kept.body as Echo).headers['traceparent'], (lost.body as Echo).headers['traceparent']]).toEqual([trace, undefined]);
  });

  it('carry cookies to identity alone', async () => {
    const cookie = { cookie: 'kairos_refresh=secret' };
    const identity = await gateway.anonymous().post('/api/v1/identity/sessions/refresh').set(cookie);
    const assets = await gateway.anonymous().get(plants).set(cookie);
    expect([(identity.body as Echo).headers['cookie'], (assets.body as Echo).headers['cookie']]).toEqual(['kairos_refresh=secret', undefined]);
  });

  it('lose the headers of the connection, and those it names', async () => {
    const answer = await overSocket(`GET ${plants} HTTP/1.1\r\nhost: x\r\nconnection: close, x-secret-hop\r\nx-secret-hop: 1\r\nte: trailers\r\nproxy-authorization: Basic eA==\r\n\r\n`);
    expect(answer).toContain('200 OK');
    for (const name of ['x-secret-hop', '"te"', 'proxy-authorization']) expect(answer).not.toContain(name);
  });

  it('stream 50 MB up without holding them', async () => {
    const block = randomBytes(1024 * 1024);
    const hash = createHash('sha256');
    for (let count = 0; count < 50; count += 1) hash.update(block);
    const before = process.memoryUsage().rss;
    const response = await fetch(`${gateway.url}/api/v1/intake/source-files?fileName=big.csv`, {
      method: 'POST', body: Readable.toWeb(Readable.from(blocks(block, 50))) as ReadableStream, duplex: 'half', headers: { 'content-type': 'text/csv' },
    } as RequestInit);
    expect(await response.json()).toMatchObject({ bytes: 50 * 1024 * 1024, sha256: hash.digest('hex') });
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('stream an answer as it comes, and end with the connection when the service breaks off', async () => {
    gateway.upstreams.intake.answer('/api/v1/intake/parts', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('first\n');
      setTimeout(() => response.destroy(), 100);
    });
    const response = await fetch(`${gateway.url}/api/v1/intake/parts`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('first\n');
    await expect(reader.read()).rejects.toThrow();
  });

  it('use kept-alive connections', async () => {
    const before = gateway.upstreams.workflows.sockets;
    for (let count = 0; count < 20; count += 1) await gateway.anonymous().get('/api/v1/workflows/deadlines').expect(200);
    expect(gateway.upstreams.workflows.sockets - before).toBeLessThanOrEqual(2);
  });
});

describe('what the edge keeps back', () => {
  const hidden = [
    '/metrics', '/api/v1/identity/access', '/api/v1/identity/access/', '/api/v1/identity/%61ccess', '/api/v1/identity//access', '/api/v1/identity/service-tokens',
    '/api/v1/identity/service%2Dtokens', '/api/v1/identity/api-key-tokens', '/api/v1/unknown/things', '/healthz/assets',
  ];
  it.each(hidden)('does not know %s', async (path) => {
    const asked = gateway.upstreams.identity.asked.length;
    await gateway.anonymous().get(path).expect(404).expect('content-type', /problem\+json/);
    expect(gateway.upstreams.identity.asked).toHaveLength(asked);
  });

  it.each(['/api/v1/assets/../../metrics', '/api/v1/assets/%2e%2e/%2e%2e/metrics', '/api/v1/assets/..%5c..%5cmetrics'])('lets nobody climb out by %s', async (path) => {
    const answer = await overSocket(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04]/);
    expect(gateway.upstreams.assets.asked).not.toContain('/metrics');
  });

  it('declares of every route of its own who may call it', () => {
    expect(uncoveredRoutes(gateway.running.app)).toEqual([]);
  });

  it('answers with headers that let nothing run', async () => {
    const { headers } = await gateway.anonymous().get(plants);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'content-security-policy': expect.stringContaining("default-src 'none'") });
  });
});

describe('a service that fails', () => {
  it('is 503 with Retry-After when it is away, and back when it is back', async () => {
    const other = await TestGateway.start({ environment: { ASSETS_URL: 'http://127.0.0.1:1' } });
    const { body } = await other.anonymous().get(plants).expect(503).expect('retry-after', '2').expect('content-type', /problem\+json/);
    expect(body).toMatchObject({ code: 'service-unavailable', detail: 'The service assets cannot be reached. Try again shortly.' });
    await other.stop();
  });

  it('is 502 when it breaks off before it answers, and a write is not sent twice', async () => {
    gateway.upstreams.assets.answer('/api/v1/assets/broken', (request) => request.socket.destroy());
    await gateway.anonymous().post('/api/v1/assets/broken', {}).expect(502).expect('content-type', /problem\+json/);
    expect(gateway.upstreams.assets.asked.filter((path) => path === '/api/v1/assets/broken')).toHaveLength(1);
  });

  it('is 504 when it does not answer in time', async () => {
    gateway.upstreams.assets.answer('/api/v1/assets/hangs', () => undefined);
    const { body } = await gateway.anonymous().get('/api/v1/assets/hangs').expect(504);
    expect(body).toMatchObject({ code: 'gateway-timeout' });
  });

  it('hands its own problem details on, and is not asked again for a 503', async () => {
    gateway.upstreams.assets.answer('/api/v1/assets/busy', (_request, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' }).end('{"code":"database-unavailable"}');
    });
    const { body } = await gateway.anonymous().get('/api/v1/assets/busy').expect(503);
    expect(body).toEqual({ code: 'database-unavailable' });
    expect(gateway.upstreams.assets.asked.filter((path) => path === '/api/v1/assets/busy')).toHaveLength(1);
  });
});

describe('the state of the whole', () => {
  it('names every service, and is degraded while the broker is away', async () => {
    const { body } = await gateway.anonymous().get('/healthz').expect(503);
    const well = { status: 'healthy' };
    expect(body).toEqual({ status: 'degraded', components: { broker: { status: 'unhealthy' }, assets: well, identity: well, intake: well, workflows: well } });
    await gateway.anonymous().get('/healthz/ready').expect(200);
    await gateway.anonymous().get('/healthz/details').expect(401);
    await gateway.anonymous().get('/healthz/live').expect(200);
  });

  it('is unavailable when no service answers', async () => {
    const away = 'http://127.0.0.1:1';
    const other = await TestGateway.start({ environment: { IDENTITY_URL: away, ASSETS_URL: away, WORKFLOWS_URL: away, INTAKE_URL: away } });
    await other.anonymous().get('/healthz/ready').expect(503);
    await other.anonymous().get('/healthz/live').expect(200);
    await other.stop();
  });
});

async function* blocks(block: Buffer, count: number): AsyncGenerator<Buffer> {
  for (let index = 0; index < count; index += 1) yield block;
}

/** What a client that normalises nothing would send. */
function overSocket(text: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname.replaceAll(/[[\]]/g, ''), () => socket.write(text));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}
