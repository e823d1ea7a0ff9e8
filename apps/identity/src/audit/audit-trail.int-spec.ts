import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { AccessSnapshot, AuditRecorded, type AuditRecordPage, type CloudEvent, type MembershipAccess } from '@kairos/contracts';
import { AuditSeal, verifyExport, type AuditSealKey } from '@kairos/contracts/audit-chain';
import type { EventConsumer } from '@kairos/event-bus';
import { eventually, routesOf, TestNats, uncoveredRoutes } from '@kairos/testing';
import { emitSnapshots } from '@kairos/service-kit';
import { AccessSnapshots } from '../access/access-snapshots.job.ts';
import { AuditSealer } from './audit-sealer.job.ts';
import { auditTrailConsumers } from './audit-trail.consumer.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let nats: TestNats;
let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  nats = await TestNats.start();
  identity = await IdentityBuilder.start(nats);
  admin = await identity.admin();
});
afterAll(async () => {
  await identity?.stop();
  await nats?.stop();
});

const trail = async (query = '') => (await admin.api.get(`/api/v1/identity/audit-records${query}`).expect(200)).body as AuditRecordPage;

describe('the audit trail', () => {
  it('holds what every command recorded, once, for the tenant it concerns', async () => {
    const { membershipId } = await identity.user(admin, ['assets.plant.read']);
    const { items } = await eventually(() => trail(`?resourceId=${membershipId}`), (page) => page.items.length > 0);
    expect(items).toEqual([expect.objectContaining({ service: 'identity', action: 'identity.user.create', permission: 'identity.user.manage', resourceType: 'Membership', actorId: admin.userId, before: null, count: 1 })]);
    expect(items[0]).toMatchObject({ category: 'user', status: 'success', actorEmail: admin.email, actorRoles: ['kronos/Admin'], resourceName: 'Somebody', description: 'Create user: membership “Somebody”', erased: [] });
    const other = await identity.foundTenant('Other', 'other@example.org');
    const stranger = await identity.person('other@example.org', other.oneTimePassword ?? '');
    const theirs = (await stranger.api.get('/api/v1/identity/audit-records').expect(200)).body as AuditRecordPage;
    expect(theirs.items.some(({ resourceId }) => resourceId === membershipId)).toBe(false);
  });

  it('tells the old and the new privileges wherever somebody’s roles change, and what a role said before', async () => {
    const { userId, membershipId, roleId } = await identity.user(admin, ['assets.plant.read']);
    const more = await admin.api.post('/api/v1/identity/roles', { name: 'Watchers', permissions: { grants: ['assets.plant.read', 'workflows.deadline.read'] } }).expect(201);
    await admin.api.put(`/api/v1/identity/users/${userId}/access`, { roleIds: [(more.body as { id: string }).id], rowScope: { plants: [] } }).set('if-match', '"1"').expect(200);
    await admin.api.put(`/api/v1/identity/roles/${roleId}`, { name: 'Fewer', permissions: { grants: [] } }).set('if-match', '"1"').expect(200);
    const { items } = await eventually(() => trail(`?resourceId=${membershipId}&action=identity.user.assign`), (page) => page.items.length === 1);
    expect(items[0]).toMatchObject({ before: { permissions: ['assets.plant.read'] }, after: { roles: ['custom/Watchers'], permissions: ['assets.plant.read', 'workflows.deadline.read'] } });
    const redefined = await eventually(() => trail(`?resourceId=${roleId}&action=identity.role.redefine`), (page) => page.items.length === 1);
    expect(redefined.items[0]).toMatchObject({ description: 'Redefine role “Fewer”', before: { permissions: { grants: ['assets.plant.read'] } }, after: { permissions: { grants: [] } } });
  });

  it('records who tried what they may not, and not who only looked', async () => {
    const { email, userId } = await identity.user(admin, []);
    const { api } = await identity.person(email, goodPassword);
    await api.get('/api/v1/identity/roles').expect(403);
    await api.post('/api/v1/identity/roles', { name: 'Mine', permissions: { grants: ['*'] } }).expect(403);
    const { items } = await eventually(() => trail(`?actor=${email}&status=denied`), (page) => page.items.length > 0);
    expect(items).toEqual([
      expect.objectContaining({ action: 'identity.role.create', actorId: userId, permission: 'identity.role.manage', errorCode: 'permission-missing', description: 'Create role was denied (permission-missing)', before: null, after: null }),
    ]);
    expect((await trail('?text=create%20role%20was')).items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect((await trail('?text=%25')).items).toEqual([]);
  });

  it('keeps as much of what a refused request says as fits, and what comes after it is told as ever', async () => {
    const { email, userId } = await identity.user(admin, []);
    const { api } = await identity.person(email, goodPassword);
    await api.post('/api/v1/identity/roles', { reason: `${'a'.repeat(499)}😀${'a'.repeat(1_048_000)}` }).set('user-agent', 'b'.repeat(2000)).expect(403);
    const { membershipId } = await identity.user(admin, []);
    await eventually(() => trail(`?resourceId=${membershipId}`), ({ items }) => items.length > 0, 20_000);
    const [refused] = (await trail(`?actorId=${userId}&status=denied`)).items;
    expect(refused).toMatchObject({ reason: `${'a'.repeat(499)}\uFFFD`, userAgent: 'b'.repeat(500) });
  });

  it('tells in a digest what is too much to tell', async () => {
    const areas = (mark: string) => ({ notes: mark.repeat(49_000) });
    const plants = (count: number) => Array.from({ length: count }, () => randomUUID());
    const { userId, membershipId, roleId } = await identity.user(admin, []);
    const assign = (many: number, version: number) => admin.api.put(`/api/v1/identity/users/${userId}/access`, { roleIds: [roleId], rowScope: { plants: plants(many), pools: plants(many) } }).set('if-match', `"${version}"`);
    await assign(5001, 1).expect(400);
    await assign(5000, 1).expect(200);
    await admin.api.post('/api/v1/identity/roles', { name: 'Wordy', permissions: { grants: [], areas: areas('a') } }).expect(201);
    await admin.api.post('/api/v1/identity/roles', { name: 'Wordier', permissions: { grants: [], areas: areas('ab') } }).expect(400);
    const { items } = await eventually(() => trail(`?resourceId=${membershipId}&action=identity.user.assign`), (page) => page.items.length === 1, 20_000);
    expect(items[0]?.after).toEqual({ omittedBytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('tells who founded the tenant, and lists the latest first in pages', async () => {
    await eventually(() => trail('?actorId=operator&resourceType=Tenant'), (page) => page.items.length === 1);
    const idsOf = ({ items }: AuditRecordPage) => items.map(({ id }) => id);
    // What others did before may still be on its way into the trail.
    const { whole, paged } = await eventually(async () => {
      const whole = idsOf(await trail('?limit=200')).slice(0, 10);
      const first = await trail('?limit=5');
      return { whole, paged: [...idsOf(first), ...idsOf(await trail(`?limit=5&cursor=${first.nextCursor ?? ''}`))] };
    }, (read) => read.whole.join() === read.paged.join());
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(10);
    await admin.api.get('/api/v1/identity/audit-records?cursor=WyJ4IiwieSJd').expect(400);
  });

  it('stores a record once, also when the inbox has forgotten that it came', async () => {
    await identity.user(admin, []);
    const [message] = (await identity.service.outbox('audit.recorded.v1')).slice(-1) as [CloudEvent];
    const stored = async () => (await identity.service.database.admin.query('select from identity.audit_record where id = $1', [message.id])).rowCount;
    await eventually(stored, (count) => count === 1);
    const consumer = identity.service.running.app.get(auditTrailConsumers[0] as Type<EventConsumer<typeof AuditRecorded>>, { strict: false });
    await identity.service.asTenant(admin.tenantId, () => identity.service.em.transactional(() => consumer.handle(AuditRecorded.parse(message))));
    expect(await stored()).toBe(1);
  });

  it('cannot be rewritten by the service that keeps it', async () => {
    await expect(identity.service.asTenant(admin.tenantId, () => identity.service.em.execute('delete from audit_record'))).rejects.toThrow(/permission denied/);
    await expect(identity.service.asTenant(admin.tenantId, () => identity.service.em.execute(`update audit_record set action = 'x'`))).rejects.toThrow(/permission denied/);
  });
});

describe('an export of the trail', () => {
  const exported = async (token: string, query = '') => fetch(`${identity.service.url}/api/v1/identity/audit-records/export${query}`, { headers: { authorization: `Bearer ${token}` } });

  it('verifies offline with the seals that are kept outside the database, and names what was changed or cut off', async () => {
    await identity.user(admin, []);
    await eventually(() => trail('?resourceType=Membership'), ({ items }) => items.length > 0);
    await identity.service.running.app.get(AuditSealer, { strict: false }).sealAll();
    const lines = (await (await exported(admin.accessToken)).text()).trimEnd().split('\n');
    const { body } = await identity.service.anonymous().get('/api/v1/identity/audit-records/seal-keys').expect(200);
    const { keys } = body as { keys: AuditSealKey[] };
    const seals = readFileSync(join(identity.keysFolder, `audit-seals-${admin.tenantId}.jsonl`), 'utf8').trim().split('\n').map((line) => AuditSeal.parse(JSON.parse(line)));
    const report = await verifyExport(lines, { keys, seals });
    expect(report).toMatchObject({ complete: true, finding: undefined });
    expect(report.sealsMatched).toBeGreaterThan(0);
    expect(lines.at(-2)).toContain('"action":"identity.audit-record.export"');
    const records = lines.flatMap((line, index) => (line.startsWith('{"line":"record"') ? [index] : []));
    const second = records[1] ?? 0;
    const edited = lines.map((line, index) => (index === second ? line.replace('"count":1', '"count":2') : line));
    expect((await verifyExport(edited, { keys })).finding).toMatchObject({ fault: 'edited', tenantId: admin.tenantId, sequence: 2, service: 'identity' });
    expect((await verifyExport(lines.slice(0, -2), { keys })).finding).toMatchObject({ fault: 'truncated', sequence: records.length });
    expect((await verifyExport(lines, { keys: [], seals })).finding).toMatchObject({ fault: 'seal-forged' });
  });

  it('by a filter, or as CSV, is an excerpt that says so, and that it was taken stands in the trail', async () => {
    const { membershipId } = await identity.user(admin, []);
    await eventually(() => trail(`?resourceId=${membershipId}`), ({ items }) => items.length > 0);
    const excerpt = await exported(admin.accessToken, `?resourceId=${membershipId}&category=user`);
    expect(excerpt.headers.get('content-disposition')).toContain('audit-excerpt-');
    const lines = (await excerpt.text()).trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ complete: false });
    expect(await verifyExport(lines)).toMatchObject({ complete: false, records: 1, finding: undefined });
    const csv = await exported(admin.accessToken, `?resourceId=${membershipId}&format=csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const [header = '', row = '', ...rest] = (await csv.text()).trimEnd().split('\r\n');
    expect(header).toMatch(/^sequence,occurredAt,/);
    expect(row).toContain('Create user: membership “Somebody”');
    expect(rest).toEqual([]);
    const { items } = await trail('?action=identity.audit-record.export&limit=2');
    expect(items.map(({ after }) => after)).toEqual([{ format: 'csv', resourceId: membershipId }, { format: 'jsonl', resourceId: membershipId, category: 'user' }]);
    expect((await exported(admin.accessToken, '?format=xlsx')).status).toBe(400);
  });

  it('is for those who may export', async () => {
    const reader = await identity.user(admin, ['identity.audit.read']);
    const { accessToken } = await identity.person(reader.email, goodPassword);
    expect((await exported(accessToken)).status).toBe(403);
  });
});

describe('a snapshot of access', () => {
  it('tells the current access of every membership without a change of its version', async () => {
    const { membershipId } = await identity.user(admin, ['assets.plant.read']);
    const count = await identity.service.asTenant(admin.tenantId, () => emitSnapshots(identity.service.em, identity.service.running.app.get(AccessSnapshots, { strict: false })));
    const snapshots = (await identity.service.outbox(AccessSnapshot.type)).map(({ data, aggregateversion }) => ({ ...(data as MembershipAccess), aggregateversion }));
    expect(snapshots).toHaveLength(count);
    expect(snapshots.find((access) => access.membershipId === membershipId)).toMatchObject({ active: true, permissions: ['assets.plant.read'], authzVersion: 1, aggregateversion: 1 });
  });
});

describe('routes', () => {
  it('all say which permission they need or why they need none', () => {
    expect(uncoveredRoutes(identity.service.running.app)).toEqual([]);
  });

  it('refuse whoever lacks the permission', async () => {
    const nobody = await identity.user(admin, []);
    const { api } = await identity.person(nobody.email, goodPassword);
    const guarded = routesOf(identity.service.running.app).filter(({ permission }) => permission && !['own-account', 'authenticated'].includes(permission));
    expect(guarded.length).toBeGreaterThan(10);
    for (const { route } of guarded) {
      const [method = '', path = ''] = route.split(' ');
      const at = path.replaceAll(/:\w+/g, nobody.userId);
      const response = await { GET: api.get, POST: api.post, PUT: api.put, PATCH: api.patch, DELETE: api.delete }[method as 'GET']?.(at).set('if-match', '"1"');
      expect({ route, status: response?.status }).toEqual({ route, status: 403 });
    }
  });
});
