import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceHealthView } from '@kairos/contracts';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { eventually, TestNats, TestService } from '@kairos/testing';
import { assetsService } from './service.ts';

let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(assetsService, { nats, environment: { DATABASE_POOL_SIZE: '7' } });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const read = async (path: string) => {
  const { status, body } = await service.anonymous().get(path);
  return { status, body: body as { status: string } };
};

describe('the health of a service', () => {
  it('is told to everyone in words, without a figure or an address', async () => {
    const well = { status: 'healthy' };
    expect(await eventually(() => read('/healthz'), ({ status }) => status === 200, 20_000)).toEqual({ status: 200, body: { status: 'ok', components: { database: well, broker: well } } });
  });

  it('is told to administrators in figures: the pool, the backlog, the migration, the versions', async () => {
    const [admin, member] = [await service.signIn(['platform.health.read']), await service.signIn(['assets.*'])];
    await service.anonymous().get('/healthz/details').expect(401);
    await member.api.get('/healthz/details').expect(403);
    const { body } = await admin.api.get('/healthz/details').expect(200);
    const { database, outbox, versions } = body as ServiceHealthView;
    expect(database.pool).toMatchObject({ size: 7, invalid: 0, waiting: 0 });
    expect(database.pool.checkedIn + database.pool.checkedOut - database.pool.size).toBe(database.pool.overflow);
    expect(database.pool.overflow).toBeLessThanOrEqual(0);
    expect(outbox).toMatchObject({ backlog: 0 });
    expect(database.migration).toMatch(/^assets-\d{4}_/);
    expect(versions).toEqual({ kairos: expect.stringMatching(/^\d+\.\d+/), node: process.version });
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost|postgres:/);
  });

  it('counts the connections that broke, also one that broke while it was read from', async () => {
    const admin = await service.signIn(['platform.health.read']);
    const invalid = async () => ((await admin.api.get('/healthz/details')).body as Partial<ServiceHealthView>).database?.pool.invalid ?? 0;
    const before = await invalid();
    const read = runAsTenant(service.em, admin.tenantId, () => tenantQuery(service.em, 'select pg_sleep(60)'));
    read.catch(() => undefined);
    const broken = () => service.database.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%'`);
    await eventually(broken, ({ rows }) => rows.length > 0, 20_000);
    await expect(read).rejects.toThrow();
    expect(await eventually(invalid, (count) => count > before, 20_000)).toBe(before + 1);
    const idle = () => service.database.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'assets_app' and state = 'idle'`);
    await eventually(async () => (await idle(), invalid()), (count) => count > before + 1, 20_000);
  });

  it('is degraded, with 503, while the broker is away; requests are served nevertheless, and so it is ready', async () => {
    await nats.stop();
    expect(await eventually(() => read('/healthz'), ({ status }) => status === 503, 20_000)).toEqual({
      status: 503, body: { status: 'degraded', components: { database: { status: 'healthy' }, broker: { status: 'unhealthy' } } },
    });
    expect(await read('/healthz/ready')).toMatchObject({ status: 200, body: { status: 'degraded', broker: 'down' } });
  });
});
