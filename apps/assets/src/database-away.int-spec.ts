import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, TestNats, TestService } from '@kairos/testing';
import { assetsService } from './service.ts';
import { aPlant } from './test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(assetsService, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const endConnections = () => service.database.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'assets_%'`);
const ready = async () => (await service.anonymous().get('/healthz/ready')).body as { status: string; outboxBacklog: number };

describe('when Postgres ends every connection', () => {
  it('each write is either refused with a problem or kept and published', async () => {
    const caller = await service.signIn(['*']);
    const kept: string[] = [];
    for (let index = 0; index < 60; index++) {
      const body = aPlant({ code: `CUT-${index}` });
      const [answer] = await Promise.all([caller.api.post(plants, body), index % 10 === 5 ? endConnections() : undefined]);
      if (answer.status === 201) kept.push(body.code);
      else expect([answer.status, answer.type]).toEqual([503, 'application/problem+json']);
    }
    expect(kept.length).toBeGreaterThan(40);
    await eventually(ready, ({ status, outboxBacklog }) => status === 'ok' && outboxBacklog === 0);
    const { rows } = await service.database.admin.query<{ code: string }>('select code from assets.plant where tenant_id = $1', [caller.tenantId]);
    const stored = rows.map((row) => row.code);
    expect(kept.filter((code) => !stored.includes(code))).toEqual([]);
    const told = (await nats.messagesIn('ASSETS')).filter((event) => event.type === 'assets.plant.registered.v1').map((event) => (event.data as { code: string }).code);
    expect(told.sort()).toEqual(stored.sort());
  });
});
