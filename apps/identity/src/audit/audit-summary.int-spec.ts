import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AuditRecorded, AuditSummary, EventData } from '@kairos/contracts';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

const path = '/api/v1/identity/audit-records/summary';
const plantId = randomUUID();
let identity: IdentityBuilder;
let admin: Person;

const told = (hoursAgo: number, facts: Partial<EventData<typeof AuditRecorded>> = {}): EventData<typeof AuditRecorded> => ({
  service: 'assets', action: 'assets.plant.update', resourceType: 'Plant', resourceId: randomUUID(), actorKind: 'system', actorId: 'import', sessionId: null, permission: null, requestId: 'r', address: null, userAgent: null,
  reason: null, occurredAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(), before: null, after: null, count: 1, resultsSha256: null, ...facts,
});

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const records = [told(0.5), told(0.6, { actorKind: 'user', actorId: admin.userId, resourceId: plantId }), told(1.5, { service: 'workflows', action: 'workflows.deadline.complete', resourceType: 'Deadline', status: 'denied', errorCode: 'x' }), told(30), told(800)];
  await identity.service.asTenant(admin.tenantId, () =>
    identity.service.em.transactional(async () => {
      for (const record of records) await identity.service.running.app.get(AuditChainRepository, { strict: false }).append(randomUUID(), record);
    }),
  );
});
afterAll(() => identity?.stop());

const summary = async (query = '') => (await admin.api.get(`${path}${query}`).expect(200)).body as AuditSummary;

describe('the summary of the trail', () => {
  it('counts the last day by category, status, action, actor and hour', async () => {
    const found = await summary();
    expect(Date.parse(found.until) - Date.parse(found.from)).toBe(24 * 3_600_000);
    expect(found).toMatchObject({
      total: 3,
      byCategory: [{ category: 'plant', count: 2 }, { category: 'deadline', count: 1 }],
      byStatus: [{ status: 'success', count: 2 }, { status: 'denied', count: 1 }],
      byAction: [{ action: 'assets.plant.update', count: 2 }, { action: 'workflows.deadline.complete', count: 1 }],
      byActor: [{ actorKind: 'system', actorId: 'import', actorEmail: null, count: 2 }, { actorKind: 'user', actorId: admin.userId, actorEmail: admin.email, count: 1 }],
    });
    expect(found.byHour).toHaveLength(24);
    expect(found.byHour.slice(-2).map(({ count }) => count)).toEqual([1, 2]);
    expect(found.byHour[0]?.from).toBe(found.from);
  });

  it('goes back as far as it is asked to, and tells as many as it is asked for', async () => {
    const found = await summary('?hours=744&top=1');
    expect(found).toMatchObject({ total: 4, byAction: [{ action: 'assets.plant.update', count: 3 }], byActor: [{ actorId: 'import', count: 3 }] });
    expect(found.byHour).toHaveLength(744);
    expect(found.byHour.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  it.each(['?hours=0', '?hours=745', '?hours=1.5', '?hours=x', '?top=0', '?top=51', '?days=1'])('refuses %s', async (query) => {
    await admin.api.get(`${path}${query}`).expect(400);
  });

  it('counts for whoever reaches some plants what happened to those alone', async () => {
    const reader = await identity.user(admin, ['identity.audit.read'], { plants: [plantId] });
    const { api } = await identity.person(reader.email, goodPassword);
    expect(((await api.get(path).expect(200)).body as AuditSummary).byCategory.filter(({ category }) => category === 'plant')).toEqual([{ category: 'plant', count: 1 }]);
  });
});
