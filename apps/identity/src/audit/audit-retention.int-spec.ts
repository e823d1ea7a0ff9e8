import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditSeal, chainStart, commit, nextRecord, signSeal, verifyExport, type AuditSealKey, type ChainPlace } from '@kairos/contracts/audit-chain';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { AuditRetention } from './audit-retention.job.ts';
import { AuditSealer } from './audit-sealer.job.ts';
import { SealKeys } from './seal-keys.ts';

let identity: IdentityBuilder;
let admin: Person;
let tenantId: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  ({ tenantId } = admin);
});
afterAll(() => identity?.stop());

const service = <T>(kind: abstract new (...values: never[]) => T): T => identity.service.running.app.get(kind as never, { strict: false });
const sql = (text: string, values: unknown[] = []) => identity.service.database.admin.query<Record<string, unknown>>(text, values);
const asApp = (text: string, values: unknown[] = []) => identity.service.asTenant(tenantId, () => identity.service.em.execute<Record<string, unknown>[]>(text, values));
const sealAll = () => service(AuditSealer).sealAll();
const removeAll = () => service(AuditRetention).removeAll();
const sequences = async () => (await sql('select sequence::int from identity.audit_record where tenant_id = $1 order by 1', [tenantId])).rows.map(({ sequence }) => sequence as number);
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const sealFile = () => join(identity.keysFolder, `audit-seals-${tenantId}.jsonl`);
const seals = () => readFileSync(sealFile(), 'utf8').trim().split('\n').map((line) => AuditSeal.parse(JSON.parse(line)));
const salt = () => randomBytes(16).toString('hex');

/** Records of so many days ago, at the end of the chain as it was then. */
async function recordedDaysAgo(days: number, count: number): Promise<void> {
  let last = (await sql('select last_sequence::int as sequence, last_hash as "recordHash" from identity.audit_chain where tenant_id = $1', [tenantId])).rows[0] as ChainPlace | undefined;
  if (!last) await sql(`insert into identity.audit_chain (tenant_id, last_sequence, last_hash) values ($1, 0, $2)`, [tenantId, chainStart.recordHash]);
  const at = new Date(Date.now() - days * 86_400_000).toISOString().replace('Z', '000Z');
  for (let number = 0; number < count; number += 1) {
    const facts = {
      tenantId, id: randomUUID(), service: 'assets', category: 'plant', action: 'assets.plant.update', resourceType: 'Plant', resourceId: null, actorKind: 'system', actorId: 'import', actorRoles: [], sessionId: null, apiKeyId: null,
      permission: null, requestId: 'r', status: 'success', errorCode: null, count: 1, resultsSha256: null, occurredAt: at, recordedAt: at,
    };
    const record = nextRecord(last ?? chainStart, facts, commit(salt(), { email: null, address: null, userAgent: null }), commit(salt(), { resourceName: null, description: null, reason: null, before: null, after: null }));
    await sql(
      `insert into identity.audit_record (tenant_id, id, service, category, action, resource_type, actor_kind, actor_id, request_id, count, occurred_at, recorded_at, sequence, previous_hash, record_hash, actor_salt, actor_commitment, content_salt, content_commitment)
       values ($1, $2, 'assets', 'plant', 'assets.plant.update', 'Plant', 'system', 'import', 'r', 1, $3, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenantId, record.id, at, record.sequence, record.previousHash, record.recordHash, record.actor.salt, record.actor.commitment, record.content.salt, record.content.commitment],
    );
    last = record;
  }
  await sql('update identity.audit_chain set last_sequence = $2, last_hash = $3 where tenant_id = $1', [tenantId, last?.sequence, last?.recordHash]);
}

async function exported(): Promise<string[]> {
  const response = await fetch(`${identity.service.url}/api/v1/identity/audit-records/export`, { headers: { authorization: `Bearer ${admin.accessToken}` } });
  return (await response.text()).trimEnd().split('\n');
}
const keys = async () => ((await identity.service.anonymous().get('/api/v1/identity/audit-records/seal-keys').expect(200)).body as { keys: AuditSealKey[] }).keys;

describe('audit records whose time is over', () => {
  it('stay while one of them is not as it was written', async () => {
    await recordedDaysAgo(120, 40);
    await sealAll();
    await recordedDaysAgo(110, 20);
    await identity.service.asTenant(tenantId, () => identity.service.em.transactional(() => service(AuditChainRepository).append(randomUUID(), {
      service: 'assets', action: 'assets.plant.update', resourceType: 'Plant', resourceId: null, actorKind: 'system', actorId: 'import', sessionId: null, permission: null, requestId: 'r', address: null, userAgent: null, reason: null,
      occurredAt: new Date().toISOString(), before: null, after: null, count: 1, resultsSha256: null,
    })));
    await sealAll();
    await sql(`update identity.audit_record set action = 'x' where tenant_id = $1 and sequence = 7`, [tenantId]);
    expect(await removeAll()).toBe(0);
    expect(await sequences()).toEqual(from(1, 61));
    await sql(`update identity.audit_record set action = 'assets.plant.update' where tenant_id = $1 and sequence = 7`, [tenantId]);
  });

  it('stay while the tenant wants to keep them for longer', async () => {
    const { body } = await admin.api.get('/api/v1/identity/settings').expect(200);
    await admin.api.patch('/api/v1/identity/settings', { auditRetentionDays: 29 }).set('if-match', `"${(body as { version: number }).version}"`).expect(400);
    const changed = await admin.api.patch('/api/v1/identity/settings', { auditRetentionDays: 130 }).set('if-match', `"${(body as { version: number }).version}"`).expect(200);
    expect(await removeAll()).toBe(0);
    await admin.api.patch('/api/v1/identity/settings', { auditRetentionDays: null }).set('if-match', `"${(changed.body as { version: number }).version}"`).expect(200);
  });

  it('stay, all of them, when a removal breaks off, and an anchor that came too early does no harm', async () => {
    const sealed = seals().find(({ sequence }) => sequence === 40);
    await expect(identity.service.asTenant(tenantId, () => identity.service.em.transactional(async (em) => {
      await em.execute('select remove_audit_records(?::jsonb)', [JSON.stringify({ ...sealed, kind: 'anchor' })]);
      throw new Error('the power went');
    }))).rejects.toThrow('the power went');
    expect(await sequences()).toEqual(from(1, 61));
    const { keyId, privateKey } = service(SealKeys).signing();
    const anchor = signSeal({ kind: 'anchor', tenantId, sequence: 40, recordHash: sealed?.recordHash ?? '', sealedAt: new Date().toISOString(), keyId }, privateKey);
    appendFileSync(sealFile(), `${JSON.stringify(anchor)}\n`);
    expect(await verifyExport(await exported(), { keys: await keys(), seals: seals() })).toMatchObject({ records: 62, finding: undefined });
  });

  it('leave up to the last seal among them, and what is left verifies from a signed anchor on', async () => {
    expect(await removeAll()).toBe(40);
    expect(await sequences()).toEqual(from(41, 63));
    expect(seals().at(-1)).toMatchObject({ kind: 'anchor', sequence: 40 });
    expect(await asApp('select seal, removed from audit_anchor')).toEqual([expect.objectContaining({ seal: seals().at(-1) })]);
    const lines = await exported();
    expect(await verifyExport(lines, { keys: await keys(), seals: seals() })).toMatchObject({ records: 24, finding: undefined, complete: true });
    expect((await verifyExport(lines.filter((line) => !line.includes('"anchor"')), { keys: await keys() })).finding).toMatchObject({ fault: 'deleted', sequence: 1 });
    const removal = lines.find((line) => line.includes('identity.audit-record.remove')) ?? '';
    expect(JSON.parse(removal)).toMatchObject({ facts: { actorKind: 'system', count: 40 }, content: { after: { upToSequence: 40 } } });
    expect(await removeAll()).toBe(0);
  });

  it('leave in no other way', async () => {
    await expect(asApp('delete from audit_record')).rejects.toThrow(/permission denied/);
    await expect(asApp('update audit_chain set started_after_sequence = 50')).rejects.toThrow(/permission denied/);
    await expect(asApp('delete from audit_anchor')).rejects.toThrow(/permission denied/);
    const [young] = await asApp('select sequence::int, record_hash as "recordHash" from audit_record where sequence = 61');
    const [old] = await asApp('select sequence::int, record_hash as "recordHash" from audit_record where sequence = 50');
    const anchor = { kind: 'anchor', tenantId, signature: 'x' };
    for (const [wanted, why] of [
      [{ ...anchor, ...young }, /thirty days/], [{ ...anchor, ...old, recordHash: 'x' }, /another audit record/], [{ ...anchor, ...old, sequence: 40 }, /sealed place/], [{ ...anchor, ...old, sequence: 1000 }, /sealed place/],
      [{ ...anchor, ...old, tenantId: randomUUID() }, /no anchor/], [{ ...anchor, ...old, kind: 'head' }, /no anchor/], [{}, /no anchor/],
    ] as const) await expect(asApp('select remove_audit_records(?::jsonb)', [JSON.stringify(wanted)])).rejects.toThrow(why);
    expect((await sequences()).at(0)).toBe(41);
  });
});
