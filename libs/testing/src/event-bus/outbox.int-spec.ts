import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { eventually } from '../eventually.ts';
import { TestNats } from '../test-nats.ts';
import { TestService } from '../test-service.ts';
import { producer, Turbine } from './sample-services.ts';

let nats: TestNats;
let service: TestService;
const tenantId = randomUUID();

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(producer, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const raise = (count: number, on: TestService = service, mark = 'T') =>
  runAsTenant(on.em, tenantId, () =>
    on.em.transactional(async (em) => {
      for (let index = 0; index < count; index++) em.persist(Turbine.raise(tenantId, `${mark}${index}`));
    }),
  );
const ready = async () => (await service.anonymous().get('/healthz/ready')).body as { status: string; outboxBacklog: number };
const published = () => nats.messagesIn('ASSETS');

describe('the outbox', () => {
  it('holds an event when its transaction commits and none when it rolls back', async () => {
    await raise(1);
    const before = (await service.outbox()).length;
    await expect(
      runAsTenant(service.em, tenantId, () =>
        service.em.transactional(async (em) => {
          em.persist(Turbine.raise(tenantId, 'never'));
          await em.flush();
          throw new Error('changed my mind');
        }),
      ),
    ).rejects.toThrow('changed my mind');
    expect(await service.outbox()).toHaveLength(before);
  });

  it('takes no event that no broker would take, nor the change it tells of', async () => {
    const before = (await service.outbox()).length;
    const tooLarge = runAsTenant(service.em, tenantId, () => service.em.transactional(async (em) => void em.persist(Turbine.raise(tenantId, 'x'.repeat(500_000)))));
    await expect(tooLarge).rejects.toMatchObject({ statusCode: 413, message: expect.stringContaining('assets.plant.registered.v1') });
    expect(await service.outbox()).toHaveLength(before);
  });

  it('keeps an event of an aggregate whose own columns did not change', async () => {
    await raise(1);
    await runAsTenant(service.em, tenantId, () => service.em.transactional(async (em) => (await em.findOneOrFail(Turbine, { name: 'T0' }, { orderBy: { id: 'desc' } })).mention()));
    expect((await service.outbox()).at(-1)).toMatchObject({ type: 'assets.plant.changed.v1' });
  });

  it('refuses the app role a look at outbox rows and a row for another tenant', async () => {
    const app = (sql: string) => runAsTenant(service.em, tenantId, () => service.em.fork().execute(sql));
    await expect(app('select * from outbox_message')).rejects.toThrow('permission denied');
    await expect(
      app(`insert into outbox_message (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at)
           values ('${randomUUID()}', '${randomUUID()}', 's', 't', 'a', 1, '{}', now())`),
    ).rejects.toThrow('row-level security');
  });

  it('publishes every row once, and what one transaction recorded in its order, while two relays are at work', async () => {
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    const before = await published();
    const second = await TestService.start(producer, { nats, database: service.database });
    await Promise.all([raise(700, service, 'north'), raise(700, second, 'south')]);
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    const after = (await published()).slice(before.length);
    expect(after).toHaveLength(1400);
    // Which of two transactions commits first is theirs to say; the positions they took interleave.
    for (const mark of ['north', 'south']) {
      const of = (events: CloudEvent[]) => events.filter((event) => (event.data as { name: string }).name.startsWith(mark)).map((event) => event.id);
      expect(of(after)).toEqual(of(await service.outbox()));
    }
    await second.stop();
  });

  it('publishes nothing while another relay holds the lock, and everything after', async () => {
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    const before = (await published()).length;
    const other = await service.database.admin.connect();
    await other.query(`begin; select pg_advisory_xact_lock(hashtext('assets.outbox'))`);
    await raise(5);
    await sleep(1500);
    expect([(await ready()).outboxBacklog, (await published()).length]).toEqual([5, before]);
    await other.query('commit');
    other.release();
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    expect(await published()).toHaveLength(before + 5);
  });

  it('leaves one message in the stream of what was published, forgotten and published again', async () => {
    await raise(3);
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    const before = (await published()).length;
    await service.database.admin.query('update assets.outbox_message set published_at = null');
    await raise(1);
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    expect(await published()).toHaveLength(before + 1);
  });

  it('takes writes while NATS is away, says so, and delivers them when it is back', async () => {
    await eventually(ready, ({ outboxBacklog }) => outboxBacklog === 0);
    const before = (await published()).length;
    await nats.pause();
    await raise(25);
    expect(await eventually(ready, ({ status }) => status === 'degraded')).toMatchObject({ status: 'degraded', outboxBacklog: 25 });
    await nats.resume();
    await eventually(ready, ({ status, outboxBacklog }) => status === 'ok' && outboxBacklog === 0, 20_000);
    expect(await published()).toHaveLength(before + 25);
  });

  it('is carried by the poll alone when there is no connection to listen on', async () => {
    const polling = await TestService.start(producer, { nats, environment: { DATABASE_DIRECT_URL: service.database.url('assets', 'relay').replace('/kairos_test', '/absent_test') } });
    await raise(3, polling);
    await eventually(() => polling.anonymous().get('/healthz/ready').then((answer) => answer.body as { outboxBacklog: number }), ({ outboxBacklog }) => outboxBacklog === 0);
    await polling.stop();
  });
});
