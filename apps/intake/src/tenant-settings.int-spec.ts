import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { effectiveSettings, limitsOfPlan, type SettingValues } from '@kairos/contracts';
import { tellTerms, TestService, type Caller } from '@kairos/testing';
import { ImportLeases } from './import-jobs/import-leases.repository.ts';
import { intakeService } from './service.ts';
import { intakeEnvironment } from './test/environment.builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'kairos-settings-'));
let service: TestService;

beforeAll(async () => {
  service = await TestService.start(intakeService, { environment: intakeEnvironment({ FILES_DIR: folder, IMPORT_CONCURRENCY: '0' }) });
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tell = ({ tenantId }: { tenantId: string }, settings: SettingValues) => tellTerms(service.database, 'intake', tenantId, { settings: effectiveSettings(settings, {}) });
const upload = (caller: Caller, content: string, type = 'text/csv') =>
  caller.api.post(`/api/v1/intake/source-files?fileName=${randomUUID()}.csv`).set('content-type', type).send(content as unknown as object);
const stored = async ({ tenantId }: Caller) => (await service.database.admin.query('select from intake.source_file where tenant_id = $1', [tenantId])).rowCount;

describe('the settings of a tenant', () => {
  it('bound the size and the types of what is uploaded', async () => {
    const caller = await service.signIn(['*']);
    await tell(caller, { uploadMaxMib: 1, uploadMediaTypes: ['text/csv'] });
    const large = await upload(caller, 'x'.repeat(1024 * 1024 + 1));
    expect([large.status, large.body]).toEqual([413, expect.objectContaining({ code: 'source-file-too-large', detail: 'A file may have at most 1048576 bytes.' })]);
    expect((await upload(caller, 'code\nA\n', 'application/octet-stream')).body).toMatchObject({ status: 415, code: 'media-type-not-allowed' });
    expect((await upload(caller, '{"code":"A"}\n', 'text/csv')).body).toMatchObject({ status: 415, code: 'media-type-not-allowed' });
    expect(await stored(caller)).toBe(0);
    expect((await upload(caller, 'code\nA\n', 'text/csv; charset=utf-8')).status).toBe(201);
  });

  it('say how many of its imports run at once; those of others are not held up', async () => {
    const leases = service.running.app.get(ImportLeases);
    const [busy, other] = [await service.signIn(['*']), await service.signIn(['*'])];
    for (const caller of [busy, other]) await tell(caller, { concurrentImportJobs: 1 });
    const enqueue = ({ tenantId }: Caller) => service.asTenant(tenantId, () => service.em.transactional(() => leases.enqueue({ id: randomUUID(), tenantId, priority: 'normal' })));
    for (const caller of [busy, busy, busy, other]) await enqueue(caller);
    const given = (await Promise.all([1, 2, 3, 4].map(() => leases.claim()))).flatMap((lease) => (lease ? [lease] : []));
    expect(given.map(({ tenantId }) => tenantId).sort()).toEqual([busy.tenantId, other.tenantId].sort());
    const first = given.find(({ tenantId }) => tenantId === busy.tenantId);
    if (first) await service.asTenant(busy.tenantId, () => service.em.transactional(() => leases.end(first)));
    expect((await leases.claim())?.tenantId).toBe(busy.tenantId);
    expect(await leases.claim()).toBeUndefined();
  });
});

describe('the storage of a plan', () => {
  it('takes no file more than it has room for: of two at once, one is refused', async () => {
    const caller = await service.signIn(['*']);
    await tellTerms(service.database, 'intake', caller.tenantId, { limits: { ...limitsOfPlan.Professional, storageGb: 1 } });
    await service.database.admin.query(
      `insert into intake.source_file (id, tenant_id, file_name, content_type, byte_size, sha256, sniff, uploaded_by_user_id, uploaded_at)
       values (gen_random_uuid(), $1, 'big.csv', 'text/csv', 999999990, repeat('a', 64), '{}', gen_random_uuid(), now())`, [caller.tenantId]);
    const answers = await Promise.all(['code\nA\nB\n', 'code\nC\nD\n'].map((content) => upload(caller, content)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'plan-limit-reached', detail: 'The plan allows 1 GB of storage; there are already 1.000.' });
    expect(await stored(caller)).toBe(2);
    expect((await upload(caller, 'code\nE\nF\n')).body).toMatchObject({ status: 409, code: 'plan-limit-reached' });
  });
});
