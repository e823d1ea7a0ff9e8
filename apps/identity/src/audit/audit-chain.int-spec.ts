import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import pg from 'pg';
import type { AuditRecorded, EventData } from '@kairos/contracts';
import { canonicalJson, chainColumns, chainStart, ChainVerifier, recordHashOf, signSeal, toChainRecord, type ChainPlace, type ChainReport, type ChainRow } from '@kairos/contracts/audit-chain';
import { IdentityBuilder } from '../test/identity.builder.ts';
import { seeded, tamper, tampered, tamperInDatabase, tamperKinds } from '../test/tampers.builder.ts';
import { AuditChainRepository } from './audit-chain.repository.ts';

const length = 200;
const random = seeded(20270331);
let identity: IdentityBuilder;
let owner: pg.Client;
let tenantId: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  tenantId = identity.first.tenantId;
  owner = new pg.Client({ connectionString: identity.service.database.url('identity', 'owner') });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await identity?.stop();
});

const services = ['identity', 'assets', 'workflows', 'intake'];
const told = (number: number): EventData<typeof AuditRecorded> => ({
  service: services[number % 4] ?? '', action: `assets.plant.${number % 2 ? 'update' : 'register'}`, resourceType: 'Plant', resourceId: randomUUID(), actorKind: 'system', actorId: 'import', sessionId: null,
  permission: null, requestId: `request ${number}`, address: '192.0.2.7', userAgent: 'curl', reason: number % 3 ? null : 'as agreed', occurredAt: new Date().toISOString(),
  before: number % 2 ? { name: 'Vecchio', capacityKw: '1.5', tags: [number, null, { b: 1e21, a: 'è"\u2028' }] } : null, after: { name: `Impianto ${number}`, latitudeDeg: 45.1 }, count: 1, resultsSha256: null,
});

const append = (tenant: string, numbers: number[]) =>
  identity.service.asTenant(tenant, () =>
    identity.service.em.transactional(async () => {
      const chain = identity.service.running.app.get(AuditChainRepository, { strict: false });
      for (const number of numbers) await chain.append(randomUUID(), told(number));
    }),
  );

const read = async (client: Pick<pg.Client, 'query'>, tenant: string) => (await client.query<ChainRow>(`select ${chainColumns} from identity.audit_record where tenant_id = $1 order by sequence nulls last`, [tenant])).rows;
const headOf = async (tenant: string) =>
  (await identity.service.database.admin.query<ChainPlace>('select last_sequence::float8 as sequence, last_hash as "recordHash" from identity.audit_chain where tenant_id = $1', [tenant])).rows[0] ?? chainStart;
const { privateKey } = generateKeyPairSync('ed25519');
const verify = (tenant: string, rows: ChainRow[], head: ChainPlace, sealed: ChainPlace[] = []): ChainReport => {
  const seals = sealed.map((place) => signSeal({ kind: 'head', tenantId: tenant, ...place, sealedAt: '2027-03-31T08:00:00Z', keyId: 'test' }, privateKey));
  const verifier = new ChainVerifier({ tenantId: tenant, start: chainStart, head, seals });
  for (const row of rows) verifier.push(toChainRecord(row));
  return verifier.finish();
};

describe('the chain of a tenant', () => {
  it('gives every record a place without a gap, also when several replicas append at once', async () => {
    const tenant = randomUUID();
    await Promise.all(Array.from({ length: 6 }, (_, batch) => append(tenant, Array.from({ length: 5 }, (__, number) => batch * 5 + number))));
    const rows = await read(identity.service.database.admin, tenant);
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(verify(tenant, rows, await headOf(tenant))).toMatchObject({ records: 30, finding: undefined });
  });

  it('takes in what was recorded before there were chains', async () => {
    const tenant = randomUUID();
    await owner.query(`begin; alter table identity.audit_record drop constraint audit_record_is_chained`);
    await owner.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
    for (let number = 0; number < 3; number += 1) {
      await owner.query(
        `insert into identity.audit_record (id, tenant_id, service, action, resource_type, actor_kind, request_id, address, occurred_at, after, count) values ($1, $2, 'assets', 'assets.plant.register', 'Plant', 'user', 'r', '192.0.2.1', now(), '{"b": 1.50, "a": [true]}', 1)`,
        [randomUUID(), tenant],
      );
    }
    await owner.query(`alter table identity.audit_record add constraint audit_record_is_chained check (sequence is not null and category is not null) not valid; commit`);
    await append(tenant, [1]);
    const rows = await read(identity.service.database.admin, tenant);
    expect(rows.map(({ sequence, category }) => [sequence, category])).toEqual([1, 2, 3, 4].map((sequence) => [sequence, 'plant']));
    expect(verify(tenant, rows, await headOf(tenant))).toMatchObject({ records: 4, finding: undefined });
    await expect(identity.service.asTenant(tenant, () => identity.service.em.execute(`insert into audit_record (id, tenant_id, service, action, resource_type, actor_kind, request_id, occurred_at, count) values (?, ?, 'x', 'x', 'x', 'user', 'r', now(), 1)`, [randomUUID(), tenant]))).rejects.toThrow(/audit_record_is_chained/);
  });

  it('is hashed over the canonical form that RFC 8785 asks for', async () => {
    const values = [told(1), { '€': 1, '\r': 2, '😀': 3, 'ö': [1e21, 1e-7, -0, 0.1, 333333333.33333329], דּ: { z: null, a: true } }];
    for (const value of values) expect(canonicalJson(value)).toBe(canonicalize(value));
    expect(() => canonicalJson({ a: '\ud800' })).toThrow();
    expect(() => canonicalJson([Number.NaN])).toThrow();
  });
});

describe('a chain that its database’s owner touched', () => {
  let rows: ChainRow[];
  let head: ChainPlace;

  beforeAll(async () => {
    await append(tenantId, Array.from({ length }, (_, number) => number));
    rows = await read(identity.service.database.admin, tenantId);
    head = await headOf(tenantId);
  });

  const expectFound = (found: ChainReport, { kind, what, expected }: ReturnType<typeof tamper>) =>
    expect({ kind, what, found: found.finding && { tenantId: found.finding.tenantId, sequence: found.finding.sequence, isNamed: expected.faults.includes(found.finding.fault) ? expected.faults[0] : found.finding } }).toEqual({
      kind, what, found: { tenantId, sequence: expected.sequence, isNamed: expected.faults[0] },
    });

  it('verifies while it is untouched', () => {
    expect(verify(tenantId, rows, head, [head])).toMatchObject({ records: length, sealsMatched: 1, last: head, finding: undefined });
  });

  it('tells 1,000 random tampers from it, and names the first bad record of each', () => {
    const kinds = Array.from({ length: 1000 }, (_, number) => tamperKinds[number % tamperKinds.length] ?? 'edit');
    for (const kind of kinds) {
      const one = tamper(kind, rows, random);
      // Whoever cuts the tail off also puts the head back; the seal, which is kept elsewhere, still knows.
      const last = kind === 'truncate' ? rows[one.expected.sequence - 2] : undefined;
      const claimed = kind !== 'truncate' ? head : last ? { sequence: last.sequence ?? 0, recordHash: last.record_hash } : chainStart;
      expectFound(verify(tenantId, tampered(rows, one), claimed, [head]), one);
    }
  }, 120_000);

  it('tells the same of tampers that were made in the table', async () => {
    for (let number = 0; number < 36; number += 1) {
      const one = tamper(tamperKinds[number % tamperKinds.length] ?? 'edit', rows, random);
      await owner.query('begin');
      try {
        await tamperInDatabase(owner, one);
        expectFound(verify(tenantId, await read(owner, tenantId), head, [head]), one);
      } finally {
        await owner.query('rollback');
      }
    }
    expect(verify(tenantId, await read(identity.service.database.admin, tenantId), head, [head]).finding).toBeUndefined();
  }, 120_000);

  it('is found out by its seal when everything from one record on was written anew', () => {
    const forged = rows.map((row) => ({ ...row }));
    for (let place = 100; place < forged.length; place += 1) {
      const row = forged[place];
      if (row) Object.assign(row, { previous_hash: forged[place - 1]?.record_hash, ...(place === 100 ? { action: 'x' } : {}) });
      if (row) row.record_hash = rehash(row);
    }
    const last = forged.at(-1);
    expect(verify(tenantId, forged, { sequence: length, recordHash: last?.record_hash ?? '' }, [head]).finding).toMatchObject({ fault: 'seal-mismatch', sequence: length });
  });
});

function rehash(row: ChainRow): string {
  return recordHashOf(toChainRecord(row));
}
