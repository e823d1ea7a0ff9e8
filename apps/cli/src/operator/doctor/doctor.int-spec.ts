import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, serviceNames } from '@kairos/contracts';
import { withDatabase } from '../database.ts';
import { Installation } from '../test/installation.builder.ts';
import type { Verdict } from './check.ts';
import { runDoctor } from './run-doctor.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await Installation.start();
  await installation.registerPlants(3);
  await installation.age();
}, 90_000);
afterAll(() => installation?.stop(), 20_000);

const violated = (verdicts: Verdict[]) => verdicts.filter(({ status }) => status === 'violated').map(({ name, findings }) => ({ name, findings }));
async function verdict(name: string): Promise<Verdict> {
  const found = (await runDoctor(installation.operator)).find((each) => each.name === name);
  if (!found) throw new Error(`There is no check '${name}'.`);
  return found;
}

describe('the doctor', () => {
  it('finds a healthy installation healthy, with its counts, and says what is not there yet', async () => {
    const verdicts = await runDoctor(installation.operator);
    expect(violated(verdicts)).toEqual([]);
    const countsOf = (name: string) => verdicts.find((each) => each.name === name)?.counts;
    expect(countsOf('every eligible plant has its obligations')).toEqual({ plants: 3, eligible: 15, open: 15, missing: 0, stray: 0 });
    expect(countsOf('every command has its audit record')).toMatchObject({ missing: 0 });
    expect(countsOf('services answer')).toEqual({ services: 4, ok: 4 });
    expect(verdicts.filter(({ status }) => status === 'not present yet').map(({ findings }) => findings[0])).toEqual(['carbon accounting', 'carbon accounting', 'the fleet']);
  });

  it('looks for the row of every event there is', async () => {
    const types = catalogue.map(({ type }) => type).filter((type) => !type.startsWith('audit.'));
    for (const type of types) {
      const outbox = `${type.split('.')[0] ?? ''}.outbox_message`;
      await installation.database.admin.query(
        `insert into ${outbox} (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at, published_at)
         select gen_random_uuid(), gen_random_uuid(), 'none', $1, gen_random_uuid(), 1, '{}', now(), now()`,
        [type],
      );
    }
    const { findings } = await verdict('every event has its row');
    for (const service of serviceNames) await installation.database.admin.query(`delete from ${service}.outbox_message where subject = 'none'`);
    expect(types.filter((type) => !findings.some((finding) => finding.startsWith(`${type}: 1 events without a row in`)))).toEqual([]);
    expect(findings).toHaveLength(types.length);
  });

  it('looks through connections that cannot write', async () => {
    const write = withDatabase(installation.operator.databaseUrl, { readOnly: true, statementTimeoutMs: 1000 }, (database) => database.query('delete from assets.plant'));
    await expect(write).rejects.toThrow('read-only transaction');
  });

  const deadlineCopy = `insert into workflows.deadline (id, tenant_id, plant_id, obligation_code, obligation, status, nominal_due_on, due_on, why, opened_at, updated_at)
    select gen_random_uuid(), tenant_id, plant_id, obligation_code, obligation, status, nominal_due_on, due_on, why, opened_at, updated_at from workflows.deadline where status = 'open' limit 1`;
  const job = (status: string) => `insert into intake.source_file (id, tenant_id, file_name, content_type, byte_size, sha256, sniff, uploaded_by_user_id, uploaded_at)
      values ('00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'f', 'text/csv', 1, repeat('a', 64), '{}', gen_random_uuid(), now());
    insert into intake.import_job (id, tenant_id, mode, status, source_file_id, recipe, next_chunk, chunk_rows, chunk_length, imports_corrections, bytes_read, bytes_total, rows_read, rows_created, rows_updated, rows_unchanged, rows_rejected,
      rows_skipped, started_by_user_id, membership_id, created_at, finished_at)
    select '00000000-0000-4000-8000-000000000002', tenant_id, 'apply', '${status}', id, '{}', 1, 2000, 800000, false, 1, 1, 2, 1, 0, 0, 1, 0, gen_random_uuid(), gen_random_uuid(), now(),
      case when '${status}' = 'completed' then now() end from intake.source_file`;
  const noJob = `delete from intake.import_job; delete from intake.source_file`;
  const stored = 'create table intake.kept as select * from';

  it.each([
    ['no event is lost on its way', `${stored} workflows.inbox_message; delete from workflows.inbox_message where consumer = 'workflows-plant-obligations'`, `insert into workflows.inbox_message select * from intake.kept on conflict do nothing; drop table intake.kept`, /3 events of ASSETS never reached workflows-plant-obligations/],
    ['no effect is double', `drop index workflows.deadline_standing; drop index workflows.deadline_occurrence; ${deadlineCopy}`, `delete from workflows.deadline where ctid = (select max(ctid) from workflows.deadline)`, /1 obligations of a plant have more than one deadline/],
    ['tables are closed to other tenants', 'create table assets.stray_note (id uuid, tenant_id uuid)', 'drop table assets.stray_note', /assets\.stray_note does not force row-level security/],
    ['tables are closed to other tenants', 'create policy wide on assets.plant for select to assets_app using (true)', 'drop policy wide on assets.plant', /assets\.plant\.wide shows every tenant/],
    ['events are published', `update assets.outbox_message set published_at = null, recorded_at = now() - interval '1 hour' where position = 1; select pg_advisory_lock(hashtext('assets.outbox'))`, 'select pg_advisory_unlock_all()', /assets: 1 events wait/],
    ['stored documents are what was stored', `insert into workflows.document_content (tenant_id, sha256, byte_size) values (gen_random_uuid(), repeat('a', 64), 1); insert into workflows.document_check (tenant_id, sha256, checked_at, finding, found_at) select tenant_id, sha256, now(), 'missing', now() from workflows.document_content`, 'delete from workflows.document_content', /the bytes of 1 stored documents are missing/],
    ['stored documents are what was stored', `insert into workflows.document_content (tenant_id, sha256, byte_size, stored_at) values (gen_random_uuid(), repeat('a', 64), 1, now() - interval '100 days')`, 'delete from workflows.document_content', /1 stored documents were not read for 90 days/],
    ['stored documents are what was stored', `insert into workflows.document_content (tenant_id, sha256, byte_size) values (gen_random_uuid(), repeat('a', 64), 1); insert into workflows.document_check (tenant_id, sha256, fault) select tenant_id, sha256, 'EIO' from workflows.document_content`, 'delete from workflows.document_content', /1 stored documents could not be read/],
    ['no dead letter waits', `insert into workflows.dead_letter (id, consumer, stream, stream_sequence, subject, reason, deliveries, message) values (gen_random_uuid(), 'c', 'ASSETS', 1, 's', 'r', 5, 'm')`, 'delete from workflows.dead_letter', /workflows: 1 dead letters wait/],
    ['every event has its row', `${stored} assets.plant where code = (select max(code) from assets.plant); delete from assets.plant where code in (select code from intake.kept)`, 'insert into assets.plant select * from intake.kept; drop table intake.kept', /assets\.plant\.registered\.v1: 1 events without a row in assets\.plant/],
    ['every event has its row', 'update assets.outbox_message set aggregate_version = 9 where position = (select max(position) from assets.outbox_message where type like \'assets.plant%\')', 'update assets.outbox_message set aggregate_version = 1 where aggregate_version = 9', /1 events are ahead of their row/],
    ['versions of an aggregate only rise', `insert into assets.outbox_message (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at, published_at) select gen_random_uuid(), tenant_id, 'none', type, aggregate_id, 0, message, now(), now() from assets.outbox_message where type = 'assets.plant.registered.v1' limit 1`, `delete from assets.outbox_message where aggregate_version = 0 and type not like 'audit%'`, /1 events are older than the one before them/],
    ['rows read = created + updated + unchanged + rejected + skipped, each row once', job('completed'), noJob, /1 imports count other rows than they have results for/],
    ['nothing is stuck in a state that is not final', job('running'), noJob, /1 imports are not finished and no worker will take them/],
    ['nothing is stuck in a state that is not final', `${job('queued')}; insert into intake.import_job_lease (import_job_id, tenant_id, due_at) select id, tenant_id, 'infinity' from intake.import_job`, `delete from intake.import_job_lease; ${noJob}`, /1 imports wait for another that will not end any more/],
    ['every command has its audit record', `${stored} identity.audit_record; delete from identity.audit_record where id = (select id from identity.audit_record where service = 'assets' limit 1)`, 'insert into identity.audit_record select * from intake.kept on conflict do nothing; drop table intake.kept', /assets: 1 commands of the last 24 hours have no audit record/],
    ['audit records form a chain that verifies', `update identity.audit_record set action = action || 'd' where sequence = 1`, `update identity.audit_record set action = left(action, -1) where sequence = 1`, /record 1 of assets is bad \(edited\)/],
    ['every eligible plant has its obligations', `${stored} workflows.deadline where status = 'open' limit 1; alter table intake.kept drop column sort_on; delete from workflows.deadline where id in (select id from intake.kept)`, undefined, /1 eligible plants have no deadline/],
    ['schemas are what the code expects', `update assets.schema_migration set name = 'assets-9999_of_tomorrow' where name = 'assets-0001_plants'`, `update assets.schema_migration set name = 'assets-0001_plants' where name like 'assets-9999%'`, /assets-0001_plants is not applied/],
  ])('finds that not: %s', async (name, plantIt, undo, finding) => {
    // One connection for both, because a lock belongs to its session.
    const client = await installation.database.admin.connect();
    try {
      await client.query(plantIt);
      const { status, findings } = await verdict(name);
      expect([status, findings.join('\n')]).toEqual(['violated', expect.stringMatching(finding)]);
      if (undo === undefined) return;
      await client.query(undo);
    } finally {
      client.release(true);
    }
    await installation.settled();
    expect(await verdict(name)).toMatchObject({ status: 'ok' });
  });

  it('finds keys that others may read', async () => {
    const key = join(installation.home, 'keys', '2026-01-01-test.pem');
    chmodSync(key, 0o644);
    expect(await verdict('keys are there and private')).toMatchObject({ status: 'violated', findings: [expect.stringContaining('mode 0644')] });
    chmodSync(key, 0o600);
    expect(await verdict('keys are there and private')).toMatchObject({ status: 'ok', counts: { keys: 1, files: 3 } });
  });

  it('takes a lost stream and services that are away for what they are', async () => {
    await installation.nats.publishAs('admin', '$JS.API.STREAM.DELETE.INTAKE', '').catch(() => undefined);
    expect((await verdict('streams exist')).findings).toEqual([expect.stringContaining('stream INTAKE does not exist')]);
    await installation.nats.pause();
    expect(await verdict('no event is lost on its way')).toMatchObject({ status: 'violated', findings: ['NATS cannot be reached'] });
    await installation.kill();
    expect((await verdict('services answer')).findings).toEqual([expect.stringContaining('the gateway does not answer')]);
    await installation.nats.resume();
  });
});
