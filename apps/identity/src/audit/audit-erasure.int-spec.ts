import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AuditRecorded, AuditRecordPage, EventData, UserView } from '@kairos/contracts';
import { verifyExport } from '@kairos/contracts/audit-chain';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { AuditChainRepository } from './audit-chain.repository.ts';

type Told = EventData<typeof AuditRecorded>;
const path = '/api/v1/identity/audit-records';
const erasures = `${path}/erasures`;
let identity: IdentityBuilder;
let admin: Person;
let former: { userId: string; membershipId: string; email: string };

const told = (facts: Partial<Told>): Told => ({
  service: 'assets', action: 'assets.plant.update', resourceType: 'Plant', resourceId: randomUUID(), actorKind: 'user', actorId: admin.userId, sessionId: null, permission: null, requestId: 'r', address: '192.0.2.7',
  userAgent: 'a browser', reason: null, occurredAt: new Date().toISOString(), before: null, after: null, count: 1, resultsSha256: null, ...facts,
});
const append = (records: Told[]) =>
  identity.service.asTenant(admin.tenantId, () =>
    identity.service.em.transactional(async () => {
      for (const record of records) await identity.service.running.app.get(AuditChainRepository, { strict: false }).append(randomUUID(), record);
    }),
  );
const trail = async () => ((await admin.api.get(`${path}?limit=200`).expect(200)).body as AuditRecordPage).items.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
const sql = (text: string, values: unknown[] = []) => identity.service.database.admin.query(text, values);
const exported = async () => (await (await fetch(`${identity.service.url}${path}/export`, { headers: { authorization: `Bearer ${admin.accessToken}` } })).text()).trimEnd();

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  former = await identity.user(admin, ['assets.plant.read']);
  await append([
    told({ actorId: former.userId, after: { capacityKw: '1' } }),
    told({ action: 'identity.user.create', service: 'identity', resourceType: 'Membership', resourceId: former.membershipId, after: { displayName: 'Somebody' } }),
    told({ action: 'identity.invitation.invite', service: 'identity', resourceType: 'Invitation', after: { recipient: former.email.toUpperCase() } }),
    told({ actorId: null, resourceType: 'SignIn', resourceId: former.userId, status: 'failure', errorCode: 'sign-in-failed', address: '198.51.100.9' }),
    told({}),
  ]);
});
afterAll(() => identity?.stop());

describe('the details of a former user', () => {
  it('are not erased while they work here, of nobody, without a reason, or by whoever may not', async () => {
    expect((await admin.api.post(erasures, { userId: former.userId, reason: 'asked for it' }).expect(409)).body).toMatchObject({ code: 'user-is-still-active' });
    await admin.api.post(erasures, { userId: randomUUID(), reason: 'asked for it' }).expect(404);
    await admin.api.post(erasures, { userId: former.userId }).expect(400);
    const exporter = await identity.user(admin, ['identity.audit.read', 'identity.audit.export', 'identity.user.manage']);
    await (await identity.person(exporter.email, goodPassword)).api.post(erasures, { userId: former.userId, reason: 'asked for it' }).expect(403);
    expect(await exported()).toContain('198.51.100.9');
  });

  it('go from what they did, and what was about them stays until that is wanted too', async () => {
    const { body } = await admin.api.get(`/api/v1/identity/users/${former.userId}`).expect(200);
    await admin.api.post(`/api/v1/identity/users/${former.userId}/deactivate`, {}).set('if-match', `"${(body as UserView).version}"`).expect(200);
    expect((await admin.api.post(erasures, { userId: former.userId, reason: 'asked for it' }).expect(200)).body).toEqual({ actor: 2, content: 0 });
    const items = await trail();
    expect(items.slice(0, 5).map(({ erased }) => erased)).toEqual([['actor'], [], [], ['actor'], []]);
    expect(items[0]).toMatchObject({ actorId: former.userId, actorEmail: null, address: null, userAgent: null, after: { capacityKw: '1' } });
    expect(items.find(({ action }) => action === 'identity.audit-record.erase')).toMatchObject({ actorId: admin.userId, reason: 'asked for it', permission: 'identity.audit.erase', after: { actor: [1, 4], content: [] } });
  });

  it('go from what was about them too: the chain verifies, and the export knows nothing of them', async () => {
    expect((await admin.api.post(erasures, { userId: former.userId, content: true, reason: 'asked for it' }).expect(200)).body).toEqual({ actor: 0, content: 3 });
    expect((await trail()).slice(0, 5).map(({ erased }) => erased.join())).toEqual(['actor', 'content', 'content', 'actor,content', '']);
    const text = await exported();
    expect(await verifyExport(text.split('\n'))).toMatchObject({ erased: 4, complete: true, finding: undefined });
    for (const trace of [former.email, former.email.toUpperCase(), '198.51.100.9', 'Somebody']) expect(text).not.toContain(trace);
    expect((await admin.api.post(erasures, { userId: former.userId, content: true, reason: 'again' }).expect(200)).body).toEqual({ actor: 0, content: 0 });
  });

  it('that went without a record of it are found', async () => {
    await sql(`update identity.audit_record set actor_email = null, address = null, user_agent = null, actor_salt = null where tenant_id = $1 and sequence = 5`, [admin.tenantId]);
    expect((await verifyExport((await exported()).split('\n'))).finding).toMatchObject({ fault: 'erased-unrecorded', sequence: 5 });
    const erase = (id: string) => identity.service.asTenant(admin.tenantId, () => identity.service.em.execute('select erase_audit_details(?)', [id]));
    const { rows } = await sql('select id from identity.audit_record where tenant_id = $1 and sequence = 5', [admin.tenantId]);
    await expect(erase((rows[0] as { id: string }).id)).rejects.toThrow(/No audit record tells/);
    await expect(erase(randomUUID())).rejects.toThrow(/No audit record tells/);
  });
});
