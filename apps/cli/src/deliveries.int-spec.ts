import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestCommandLine } from './test/command-line.builder.ts';

const base = '/api/v1/intake';
const [id, userId] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
const at = '2026-03-31T08:00:00.000Z';
const counts = { pending: 1, delivered: 12_345, dead: 2, cancelled: 0 };
const traffic = { circuit: 'open', opensAgainAt: null, failuresInARow: 0, inFlight: 0, deliveries: counts };
const endpoint = { name: 'upsert', method: 'PUT', path: '/customers/{code}', fields: [{ name: 'code', type: 'string', required: true }, { name: 'name', type: 'string', required: false }] };
const policy = { requestsPerMinute: 600, concurrency: 4, timeoutMs: 15_000, attempts: 10, firstPauseMs: 1000, longestPauseMs: 600_000, failuresToOpen: 10 };
const connector = {
  id, name: 'crm', title: 'Customers', kind: 'rest', baseUrl: 'https://crm.example.com', headers: {}, auth: { type: 'bearer' }, endpoints: [endpoint], policy, active: true, secretSetAt: at, createdByUserId: userId, createdAt: at, updatedAt: at, version: 1,
};
const delivery = { id, origin: 'connector', originId: id, topic: 'upsert', status: 'dead', attempts: 3, lastStatus: 422, lastError: 'it answered 422', importJobId: null, rowNumber: 7, eventId: null, createdAt: at, finishedAt: at };
const webhook = { id, title: 'Ours', url: 'https://hooks.example.com/k', eventTypes: ['assets.plant.*'], active: false, stoppedAs: 'gone', stoppedAt: at, secrets: [{ createdAt: at, endsAt: null }], ownerUserId: userId, createdAt: at, updatedAt: at, version: 4 };
let cli: TestCommandLine;
let sent: { route: string; body: unknown; headers: IncomingMessage['headers'] }[];

beforeAll(async () => {
  cli = await TestCommandLine.startWithKey();
  cli.api.on(`GET ${base}/connectors`, { items: [connector], nextCursor: null });
  cli.api.on(`GET ${base}/connectors/${id}/traffic`, traffic);
  cli.api.on(`GET ${base}/deliveries`, { items: [delivery], nextCursor: null });
  cli.api.on(`GET ${base}/deliveries/${id}`, { ...delivery, idempotencyKey: 'key-1', payload: { code: 'A\u001b[2J' }, nextAttemptAt: null, log: [{ startedAt: at, ms: 12, outcome: 'refused', status: 422, error: 'it answered 422', responseHead: 'no such code' }] });
  cli.api.on(`GET ${base}/webhook-endpoints`, { items: [webhook], nextCursor: null });
  cli.api.on(`GET ${base}/webhook-endpoints/${id}`, webhook);
  cli.api.on(`GET ${base}/webhook-endpoints/${id}/traffic`, traffic);
});
afterAll(() => cli.stop());
beforeEach(() => {
  sent = [];
});

/** Answers a route, and keeps what it was asked. */
function taking(route: string, answers: object[], status = 200): void {
  cli.api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    sent.push({ route, body: JSON.parse(request.body || 'null'), headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answers.length > 1 ? answers.shift() : answers[0]));
  });
}

const kairos = (args: string[], input = '') => cli.run(args, { input });

function file(name: string, content: unknown): string {
  writeFileSync(join(cli.home, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(cli.home, name);
}

describe('connectors at the command line', () => {
  it('are listed, and shown by their name', async () => {
    expect((await kairos(['connectors'])).out).toMatch(/crm\s+https:\/\/crm\.example\.com\s+bearer\s+1\s+active/);
    const { out } = await kairos(['connectors', 'show', 'crm']);
    expect(out).toContain('12,345 delivered, 1 pending, 2 dead, 0 cancelled');
    expect(out).toMatch(/upsert\s+PUT \/customers\/\{code\}\s+code\*, name/);
    expect(JSON.parse((await kairos(['connectors', 'show', 'crm', '--json'])).out)).toMatchObject({ name: 'crm', traffic: { circuit: 'open' } });
    expect(await kairos(['connectors', 'show', 'none'])).toMatchObject({ code: 1, notes: expect.stringContaining('no connector none') });
  });

  it('are tested, and fail when a check does', async () => {
    const check = { step: 'auth', outcome: 'failed', status: 401, ms: 12, detail: 'It answers 401: it does not take what we show.' };
    taking(`POST ${base}/connectors/${id}/test`, [{ passed: false, checks: [check] }]);
    expect(await kairos(['connectors', 'test', 'crm', '--endpoint', 'upsert'])).toMatchObject({ code: 1, out: expect.stringMatching(/auth\s+failed\s+12 ms {2}It answers 401/) });
    expect(sent[0]?.body).toEqual({ endpoint: 'upsert' });
  });

  it('are registered from a file, with the secret from standard input; it stands in no file and is not printed', async () => {
    taking(`POST ${base}/connectors`, [connector], 201);
    const described = { name: 'crm', title: 'Customers', baseUrl: 'https://crm.example.com', auth: { type: 'bearer' }, endpoints: [endpoint] };
    const told = await kairos(['connectors', 'create', file('crm.json', described), '--secret-stdin'], 'SECRET-told\n');
    expect(told).toMatchObject({ code: 0, out: expect.stringContaining('crm is registered, with 1 endpoints') });
    expect(sent[0]).toMatchObject({ body: { ...described, secret: 'SECRET-told' }, headers: { 'idempotency-key': expect.any(String) } });
    expect(JSON.stringify(told)).not.toContain('SECRET-told');
    await kairos(['connectors', 'create', file('open.json', { ...described, auth: { type: 'none' } })]);
    expect(sent[1]?.body).not.toHaveProperty('secret');
    expect(await kairos(['connectors', 'create', file('leaky.json', { ...described, secret: 'SECRET-told' })])).toMatchObject({ code: 1, notes: expect.stringContaining('does not belong in a file') });
    expect(await kairos(['connectors', 'create', file('crm.json', described)])).toMatchObject({ code: 1, notes: expect.stringContaining('nobody to ask') });
    expect(await kairos(['connectors', 'create', file('list.json', [])])).toMatchObject({ code: 1, notes: expect.stringContaining('no object of JSON') });
    expect((await kairos(['connectors', 'create', file('crm.json', described), '--secret', 'SECRET-told'])).code).toBe(1);
    expect(sent).toHaveLength(2);
  });

  it('are changed as a file says, and keep their secret unless another is given', async () => {
    taking(`PUT ${base}/connectors/${id}`, [{ ...connector, version: 2 }]);
    const described = file('crm-2.json', { name: 'crm', title: 'Clients' });
    expect(await kairos(['connectors', 'change', 'crm', described])).toMatchObject({ code: 0, out: expect.stringContaining('crm is changed') });
    await kairos(['connectors', 'change', 'crm', described, '--secret-stdin'], 'SECRET-new\n');
    expect(sent).toMatchObject([{ body: { name: 'crm', title: 'Clients' }, headers: { 'if-match': '"1"' } }, { body: { secret: 'SECRET-new' } }]);
    expect(sent[0]?.body).not.toHaveProperty('secret');
    expect(await kairos(['connectors', 'change', 'crm', file('leaky.json', { secret: 'SECRET' })])).toMatchObject({ code: 1, notes: expect.stringContaining('does not belong in a file') });
  });

  it('are given endpoints of an OpenAPI document', async () => {
    taking(`POST ${base}/connectors/${id}/from-openapi`, [connector]);
    expect((await kairos(['connectors', 'fill', 'crm', file('orders.yaml', 'openapi: 3.0.3'), '--operation', 'post /orders'])).out).toContain('crm has 1 endpoints');
    expect(sent[0]).toMatchObject({ body: { document: 'openapi: 3.0.3', operations: [{ method: 'POST', path: '/orders' }] }, headers: { 'if-match': '"1"' } });
    expect((await kairos(['connectors', 'fill', 'crm', file('orders.yaml', 'openapi: 3.0.3')])).code).toBe(1);
  });

  it('are registered from an OpenAPI document, whose operations can be looked at before', async () => {
    const document = file('orders.yaml', 'openapi: 3.0.3');
    const operation = { method: 'POST', path: '/orders', operationId: 'place', summary: 'Places an order', deprecated: false, takesBody: true, baseUrl: null, auth: null, endpoint: { ...endpoint, method: 'POST' }, findings: [] };
    const unusable = { ...operation, path: '/pictures', endpoint: null, findings: ['it takes multipart/form-data'] };
    taking(`POST ${base}/connectors/openapi`, [{ openapi: '3.0.3', title: 'Orders', version: '2', baseUrl: null, securitySchemes: [{ name: 'key', auth: { type: 'bearer' }, detail: 'a token' }], operations: [operation, unusable] }]);
    const { out } = await kairos(['connectors', 'operations', document]);
    expect(out).toMatch(/POST \/orders\s+yes\s+Places an order\s+code\*, name/);
    expect(out).toContain('— it takes multipart/form-data');
    taking(`POST ${base}/connectors/from-openapi`, [connector], 201);
    await kairos(['connectors', 'create', document, '--openapi', '--name', 'orders', '--operation', 'post /orders', '--base-url', 'https://orders.example.com', '--secret-stdin'], 'SECRET-told');
    expect(sent.at(-1)?.body).toEqual({ document: 'openapi: 3.0.3', operations: [{ method: 'POST', path: '/orders' }], name: 'orders', baseUrl: 'https://orders.example.com', secret: 'SECRET-told' });
    expect(await kairos(['connectors', 'create', document, '--openapi', '--name', 'orders', '--operation', 'orders'])).toMatchObject({ code: 1, notes: expect.stringContaining('no operation such as') });
    expect(await kairos(['connectors', 'create', document, '--openapi'])).toMatchObject({ code: 1, notes: expect.stringContaining('Say --name') });
  });
});

describe('deliveries at the command line', () => {
  it('are listed and shown, and drive no terminal', async () => {
    expect((await kairos(['deliveries', 'list', '--connector', 'crm', '--status', 'dead'])).out).toMatch(/2026-03-31 08:00\s+upsert\s+dead\s+3\s+422, it answered 422/);
    const { out } = await kairos(['deliveries', 'show', id]);
    expect(out).toMatch(/2026-03-31 08:00:00\s+12\s+refused\s+422\s+it answered 422: no such code/);
    expect(out).not.toContain('\u001b');
  });

  it('are sent again one by one, or all of one origin until none is left', async () => {
    taking(`POST ${base}/deliveries/${id}/replay`, [{ ...delivery, status: 'pending', idempotencyKey: 'k', payload: {}, nextAttemptAt: at, log: [] }]);
    expect((await kairos(['deliveries', 'replay', id])).out).toContain(`${id} is sent again`);
    taking(`POST ${base}/deliveries/replay`, [{ deliveries: 10_000, next: id }, { deliveries: 5, next: null }]);
    expect((await kairos(['deliveries', 'replay', '--connector', 'crm', '--from', '2026-03-01', '--delivered', '--reason', 'lost there'])).out).toContain('10,005 deliveries are sent again');
    const [, first, second] = sent.map(({ body }) => body);
    expect(first).toEqual({ connectorId: id, createdFrom: '2026-03-01T00:00:00.000Z', createdBefore: expect.any(String), deadOnly: false, reason: 'lost there' });
    expect(second).toEqual({ ...(first as object), after: id });
    expect(await kairos(['deliveries', 'replay'])).toMatchObject({ code: 1, notes: expect.stringContaining('one of --connector') });
  });
});

describe('webhooks at the command line', () => {
  it('are listed and shown with why they stopped, and their messages', async () => {
    expect((await kairos(['webhooks', 'list'])).out).toMatch(/Ours\s+https:\/\/hooks\.example\.com\/k\s+assets\.plant\.\*\s+stopped, gone/);
    expect((await kairos(['webhooks', 'show', id])).out).toContain('messages  12,345 delivered');
    expect((await kairos(['webhooks', 'log', id])).out).toMatch(/upsert\s+dead/);
    taking(`POST ${base}/deliveries/replay`, [{ deliveries: 2, next: null }]);
    expect((await kairos(['webhooks', 'replay', id])).out).toContain('2 deliveries are sent again');
    expect(sent[0]?.body).toMatchObject({ webhookEndpointId: id, deadOnly: true });
  });

  it('tell their secret once, when they are registered and when it is rotated', async () => {
    taking(`POST ${base}/webhook-endpoints`, [{ endpoint: webhook, secret: 'whsec_first' }], 201);
    const made = await kairos(['webhooks', 'create', 'https://hooks.example.com/k', '--title', 'Ours', '--events', 'assets.plant.*', 'intake.*']);
    expect(made).toMatchObject({ out: expect.stringContaining('whsec_first'), notes: expect.stringContaining('not shown again') });
    expect(sent[0]?.body).toEqual({ title: 'Ours', url: 'https://hooks.example.com/k', eventTypes: ['assets.plant.*', 'intake.*'] });
    taking(`POST ${base}/webhook-endpoints/${id}/rotate-secret`, [{ endpoint: webhook, secret: 'whsec_second' }]);
    expect((await kairos(['webhooks', 'rotate', id, '--overlap', '0'])).out).toContain('whsec_second');
    expect(sent[1]).toMatchObject({ body: { overlapHours: 0 }, headers: { 'if-match': '"4"' } });
    expect((await kairos(['webhooks', 'rotate', id, '--overlap', 'x'])).code).toBe(1);
  });
});
