import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestIntake } from '../test/intake-service.builder.ts';
import { ImportLeases, type Lease, LeaseLost } from './import-leases.repository.ts';

let intake: TestIntake;
let leases: ImportLeases;
const tenantId = randomUUID();
const admin = (sql: string, values: unknown[] = []) => intake.service.database.admin.query<{ attempts: number }>(sql, values);
const due = (count: number) => admin(`insert into intake.import_job_lease select gen_random_uuid(), $1, now() - n * interval '1 second' from generate_series(1, $2) n`, [tenantId, count]);
const hold = (lease: Lease, progressed: boolean) => intake.service.asTenant(tenantId, () => intake.service.em.transactional(() => leases.hold(lease, progressed)));

async function claimed(): Promise<Lease> {
  const lease = await leases.claim();
  if (!lease) throw new Error('no job is due');
  return lease;
}

beforeAll(async () => {
  intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0' } });
  leases = intake.service.running.app.get(ImportLeases);
});
afterAll(() => intake?.stop());
beforeEach(() => admin('delete from intake.import_job_lease'));

describe('leases of import jobs', () => {
  it('give each job to one worker, however many ask at once', async () => {
    await due(8);
    const given = await Promise.all(Array.from({ length: 12 }, () => leases.claim()));
    const jobs = given.flatMap((lease) => (lease ? [lease.importJobId] : []));
    expect(jobs).toHaveLength(8);
    expect(new Set(jobs).size).toBe(8);
  });

  it('are out of reach while they are renewed, and due again when they are not', async () => {
    await due(1);
    const lease = await claimed();
    expect(await leases.claim()).toBeUndefined();
    await admin(`update intake.import_job_lease set due_at = now() - interval '1 second'`);
    await leases.renew(lease);
    expect(await leases.claim()).toBeUndefined();
    await admin(`update intake.import_job_lease set due_at = now() - interval '1 second'`);
    const next = await claimed();
    expect(next).toMatchObject({ importJobId: lease.importJobId, attempts: 2 });
    await expect(hold(lease, true)).rejects.toThrow(LeaseLost);
    await hold(next, true);
  });

  it('cannot be renewed or given back by a worker that lost them', async () => {
    await due(1);
    const lost = await claimed();
    await admin(`update intake.import_job_lease set due_at = now() - interval '1 second'`);
    const kept = await claimed();
    await leases.giveBack(lost, 0);
    expect(await leases.claim()).toBeUndefined();
    await hold(kept, false);
  });

  it('forget failed attempts with progress, not with mere holding', async () => {
    await due(1);
    const lease = await claimed();
    await hold(lease, false);
    expect((await admin('select attempts from intake.import_job_lease')).rows).toEqual([{ attempts: 1 }]);
    await hold(lease, true);
    expect((await admin('select attempts from intake.import_job_lease')).rows).toEqual([{ attempts: 0 }]);
  });
});
