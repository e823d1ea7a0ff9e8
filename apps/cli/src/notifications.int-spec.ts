import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { usualPreferences } from '@kairos/contracts';
import { TestCommandLine } from './test/command-line.builder.ts';

const base = '/api/v1/workflows/notifications';
const id = '018f0000-0000-7000-8000-000000000001';
const text = (en: string) => ({ en, it: en });
const notification = {
  id, type: 'deadline', priority: 'high', template: 'task_deadline_urgent', templateVersion: 1, title: text('Due tomorrow: Licence\u001b[2J fee, Colle'), body: text('It is due.'), plantId: null,
  subject: { kind: 'deadline', id }, link: `/api/v1/workflows/deadlines/${id}`, insteadOf: null, raisedAt: '2026-12-15T10:00:00.000Z', readAt: null, mail: null,
};
let cli: TestCommandLine;
let sent: { route: string; body: unknown; query: string; ifMatch: string | undefined }[];

beforeAll(async () => {
  cli = await TestCommandLine.startWithKey();
  taking(`GET ${base}`, { items: [notification], nextCursor: null });
  taking(`GET ${base}/unread-count`, { unread: 1200, high: 1 });
  taking(`GET ${base}/preferences`, { ...usualPreferences, version: 3 });
  taking(`PUT ${base}/preferences`, { ...usualPreferences, mail: { ...usualPreferences.mail, cadence: 'weekly' }, quietHours: null, version: 4 });
  taking(`POST ${base}/${id}/read`, { ...notification, readAt: '2026-12-15T11:00:00.000Z' });
  taking(`POST ${base}/read-all`, { read: 1200 });
});
afterAll(() => cli.stop());
beforeEach(() => {
  sent = [];
});

/** Answers a route, and keeps what it was asked. */
function taking(route: string, answer: object): void {
  cli.api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    sent.push({ route, body: JSON.parse(request.body || 'null'), query: request.url?.split('?')[1] ?? '', ifMatch: request.headers['if-match'] });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
}

const kairos = (...args: string[]) => cli.run(['notifications', ...args]);

it('lists notifications, those that are unread alone where asked, and drives no terminal', async () => {
  const { code, out } = await kairos('--unread', '--priority', 'high');
  expect([code, sent[0]?.query]).toEqual([0, expect.stringMatching(/unread=true/)]);
  expect(sent[0]?.query).toContain('priority=high');
  expect(out).toMatch(/2026-12-15 10:00\s+high\s+no\s+Due tomorrow: Licence/);
  expect(out).toContain('1 notifications, 1,200 unread, 1 of them urgent');
  expect(out).not.toContain('\u001b');
});

it('marks one or all as read, and wants to be told which', async () => {
  expect((await kairos('read', id)).out).toContain('Read: Due tomorrow');
  expect((await kairos('read', '--all')).out).toContain('1,200 notifications read.');
  expect(await kairos('read')).toMatchObject({ code: 1, notes: expect.stringContaining('Say which one, or --all.') });
  expect((await kairos('read', id, '--all')).code).toBe(1);
  expect(sent.map(({ route }) => route)).toEqual([`POST ${base}/${id}/read`, `POST ${base}/read-all`]);
});

it('shows how somebody wants to be notified, and changes what is named and nothing else', async () => {
  expect((await kairos('preferences')).out).toBe([
    'Everything is shown on the web.', 'Mailed at once: deadline, task, system, integration, workflow, document, maintenance, alert; priority medium and above.',
    'Quiet from 20:00 to 07:00, in the time zone of the tenant.', 'What is urgent waits as everything else does.', '',
  ].join('\n'));
  expect(sent).toHaveLength(1);
  const { out } = await kairos('preferences', '--cadence', 'weekly', '--digest-on', 'friday', '--types', 'deadline,task', '--quiet-hours', 'none', '--time-zone', 'Europe/Lisbon');
  expect(sent.at(-1)).toEqual({ route: `PUT ${base}/preferences`, query: '', ifMatch: '"3"', body: { mail: { ...usualPreferences.mail, types: ['deadline', 'task'], cadence: 'weekly', digestOn: 'friday' }, quietHours: null, timeZone: 'Europe/Lisbon' } });
  expect(out).toContain('Mailed once a week, on monday at 07:00');
  await kairos('preferences', '--urgent-at-once', '--quiet-hours', '22:00-06:30', '--types', 'none');
  expect(sent.at(-1)?.body).toEqual({ mail: { ...usualPreferences.mail, types: [], urgentAtOnce: true }, quietHours: { from: '22:00', to: '06:30' }, timeZone: null });
  for (const wrong of [['--types', 'news'], ['--quiet-hours', 'night'], ['--cadence', 'hourly']]) expect((await kairos('preferences', ...wrong)).code).toBe(1);
});

it('tests a channel, and says what became of it, at each endpoint of one’s own that is told of notifications', async () => {
  const answer = (channel: string, outcome: string, failure: string | null = null) => taking(`POST ${base}/test`, { channel, outcome, failure, notification });
  answer('mail', 'failed', 'ECONNREFUSED');
  expect((await kairos('test', '--channel', 'mail')).out).toBe('The mail could not be sent: ECONNREFUSED\n');
  expect(sent[0]?.body).toEqual({ channel: 'mail' });
  answer('mail', 'delivered');
  expect((await kairos('test', '--channel', 'mail')).out).toBe('The mail server took the mail.\n');
  answer('webhook', 'raised');
  const [mine, other] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'];
  const endpoint = (endpointId: string, title: string, ownerUserId: string, eventTypes: string[]) => ({ id: endpointId, title, url: 'https://example.org/hook', eventTypes, active: true, stoppedAs: null, stoppedAt: null, secrets: [], ownerUserId, createdAt: notification.raisedAt, updatedAt: notification.raisedAt, version: 1 });
  const delivery = (createdAt: string, status: string, lastError: string | null) => ({ id, origin: 'webhook', originId: mine, topic: 'workflows.notification.raised.v1', status, attempts: 1, lastStatus: null, lastError, importJobId: null, rowNumber: null, eventId: id, createdAt, finishedAt: null });
  taking('GET /api/v1/identity/me', { userId: mine, membershipId: mine, email: 'a@b.it', displayName: 'A', tenant: { id: mine, name: 'T' }, roles: [], permissions: [], rowScope: { plants: 'all' }, passwordChangeRequired: false, lastSignedInAt: null, tenants: [], locale: 'en', timeZone: 'Europe/Rome', emailVerified: true, sessionIdleMinutes: 43_200 });
  taking('GET /api/v1/intake/webhook-endpoints', { items: [endpoint(mine, 'Control room', mine, ['workflows.*']), endpoint(other, 'Another', other, ['*']), endpoint(other, 'Plants', mine, ['assets.*'])], nextCursor: null });
  taking('GET /api/v1/intake/deliveries', { items: [delivery('2026-12-15T10:00:01.000Z', 'dead', 'HTTP 410'), delivery('2026-12-14T10:00:00.000Z', 'delivered', null)], nextCursor: null });
  expect((await kairos('test', '--channel', 'webhook')).out).toBe('Control room: dead, HTTP 410\n');
  expect((await kairos('test')).code).toBe(1);
});
