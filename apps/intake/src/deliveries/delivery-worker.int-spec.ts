import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectorTrafficView, DeliverySummary } from '@kairos/contracts';
import { eventually, TestService, type Caller } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { connectorTo, deliver, listDeliveries, settled } from '../test/delivery.builder.ts';
import { FaultyApi } from '../test/faulty-api.builder.ts';
import { TestIntake } from '../test/intake-service.builder.ts';
import { MockApi } from '../test/mock-api.builder.ts';
import { fullProof } from '../test/proof.config.ts';
import { WorkerProcess } from '../test/worker-process.builder.ts';

const base = '/api/v1/intake';
const quick = { DELIVERY_LEASE_MARGIN_MS: '1000', DELIVERY_POLL_MS: '20' };
let intake: TestIntake;
let service: TestService;
let caller: Caller;
let api: MockApi;

const environment = () => intake.workerEnvironment({ ...quick, DELIVERY_CONCURRENCY: '32' });
const codes = (count: number, prefix = 'P') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const traffic = async ({ id }: { id: string }) => (await caller.api.get(`${base}/connectors/${id}/traffic`).expect(200)).body as ConnectorTrafficView;
const only = async (connector: { id: string }) => (await listDeliveries(caller, `&connectorId=${connector.id}`))[0] as DeliverySummary;

beforeAll(async () => {
  WorkerProcess.build();
  intake = await TestIntake.start({ environment: { ...quick, DELIVERY_CONCURRENCY: '0' } });
  service = intake.service;
  api = await MockApi.start();
});
afterAll(async () => {
  await intake?.stop();
  api?.stop();
});
beforeEach(async () => {
  caller = await service.signIn(['intake.*']);
  api.asked.length = 0;
  api.answer = (_asked, response) => void response.end('{"ok":true}');
});

describe('deliveries on their way', () => {
  let worker: TestService;
  beforeAll(async () => {
    worker = await TestService.start(intakeService, { database: service.database, environment: environment() });
  });
  afterAll(() => worker?.stop());

  it('are tried again after failures, and given up after the last attempt', async () => {
    const connector = await connectorTo(service, caller, api, { attempts: 3 });
    api.answer = (_asked, response) => void response.writeHead(500).end();
    await deliver(service, caller, connector, ['A']);
    expect(await settled(caller, connector)).toMatchObject({ dead: 1 });
    expect([api.asked.length, (await only(connector)).attempts]).toEqual([3, 3]);
  });

  it('leave a host alone for as long as it asks', async () => {
    const connector = await connectorTo(service, caller, api);
    const times: number[] = [];
    api.answer = (_asked, response) => {
      times.push(Date.now());
      if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end();
    };
    await deliver(service, caller, connector, ['A']);
    await eventually(async () => times.length, (count) => count === 1);
    await deliver(service, caller, connector, ['B']);
    await settled(caller, connector);
    for (const time of times.slice(1)) expect(time - (times[0] ?? 0)).toBeGreaterThan(950);
  });

  it('stop before a host that fails again and again, which everybody can see, and try it with one', async () => {
    const connector = await connectorTo(service, caller, api, { failuresToOpen: 3, concurrency: 8 });
    api.answer = (_asked, response) => void response.writeHead(503).end();
    await deliver(service, caller, connector, codes(30));
    const open = await eventually(() => traffic(connector), ({ circuit, inFlight }) => circuit === 'open' && inFlight === 0, 20_000);
    expect(open).toMatchObject({ opensAgainAt: expect.any(String), deliveries: { pending: 30 } });
    const before = api.asked.length;
    expect(before).toBeLessThan(30);
    await service.database.admin.query('update intake.delivery_lane set ready_at = now() where origin_id = $1', [connector.id]);
    await eventually(async () => api.asked.length, (count) => count === before + 1);
    await eventually(() => traffic(connector), ({ circuit, inFlight }) => circuit === 'open' && inFlight === 0, 20_000);
    expect(api.asked.length).toBe(before + 1);
    api.answer = (_asked, response) => void response.end();
    await service.database.admin.query('update intake.delivery_lane set ready_at = now() where origin_id = $1', [connector.id]);
    expect(await settled(caller, connector)).toMatchObject({ delivered: 30 });
    expect(await traffic(connector)).toMatchObject({ circuit: 'closed', failuresInARow: 0 });
  });

  it('are sent no faster, and by no more at once, than their connector allows', async () => {
    let [now, most] = [0, 0];
    api.answer = (_asked, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end();
      }, 20);
    };
    const narrow = await connectorTo(service, caller, api, { concurrency: 3 });
    await deliver(service, caller, narrow, codes(40));
    await settled(caller, narrow);
    expect(most).toBeLessThanOrEqual(3);
    const slow = await connectorTo(service, caller, api, { requestsPerMinute: 240 });
    const began = Date.now();
    await deliver(service, caller, slow, codes(24));
    await settled(caller, slow);
    // A bucket of twenty, and four a second: what is beyond that takes its time, by the clock of the wall that lanes are kept by.
    expect(Date.now() - began).toBeGreaterThan(700);
  });

  it('to a host that hangs hold up nobody else', async () => {
    const other = await service.signIn(['intake.*']);
    const silent = await MockApi.start();
    silent.answer = () => undefined;
    for (let count = 0; count < 6; count += 1) await deliver(service, caller, await connectorTo(service, caller, silent, { timeoutMs: 20_000, concurrency: 8 }), codes(8));
    await eventually(async () => silent.asked.length, (count) => count >= 20);
    const connector = await connectorTo(service, other, api);
    await deliver(service, other, connector, codes(50));
    expect(await settled(other, connector)).toMatchObject({ delivered: 50 });
    await caller.api.post(`${base}/deliveries/cancel`, { connectorId: (await listDeliveries(caller))[0]?.originId }).expect(200);
    silent.stop();
  }, 60_000);
});

describe('ten thousand deliveries, or a few hundred, to an API that hangs, refuses, breaks off and says nothing', () => {
  const count = fullProof ? 10_000 : 200;

  it('all arrive, under the keys they had, at most once more than there were failures that may have been none; a killed worker loses nothing', async () => {
    const faulty = await FaultyApi.start(20261121);
    const connector = await connectorTo(service, caller, faulty.api, { concurrency: 24, timeoutMs: 700, failuresToOpen: 20 });
    for (let at = 0; at < count; at += 500) await deliver(service, caller, connector, codes(Math.min(500, count - at), `R${at}-`));
    const began = performance.now();
    const doomed = WorkerProcess.start(environment());
    // Asked of the database: whoever signed in for a test is forgotten after a minute.
    const waiting = async () => Number((await service.database.admin.query<{ count: string }>('select count(*) from intake.delivery_turn where origin_id = $1', [connector.id])).rows[0]?.count);
    await eventually(waiting, (left) => left <= (count * 2) / 3, fullProof ? 300_000 : 30_000);
    await doomed.kill();
    const cut = await service.database.admin.query<{ key: string }>('select d.idempotency_key as key from intake.delivery_turn t join intake.delivery d on d.id = t.delivery_id where t.token is not null and t.origin_id = $1', [connector.id]);
    for (const { key } of cut.rows) faulty.ambiguous(key);
    const heir = await TestService.start(intakeService, { database: service.database, environment: environment() });
    try {
      await eventually(waiting, (left) => left === 0, fullProof ? 600_000 : 40_000);
    } finally {
      await heir.stop();
    }
    const seconds = (performance.now() - began) / 1000;
    const { effects, duplicates, ambiguities, unexplained, records, requests } = faulty.tally();
    faulty.api.stop();
    if (fullProof) console.log(`${count} deliveries in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second; ${requests} requests, ${duplicates} duplicates for ${ambiguities} ambiguous failures, ${cut.rows.length} of these by the kill`);
    const { rows } = await service.database.admin.query('select status, count(*)::integer as count from intake.delivery where origin_id = $1 group by status', [connector.id]);
    expect(rows).toEqual([{ status: 'delivered', count }]);
    expect(effects).toBe(count);
    expect(records).toBe(count);
    expect(unexplained).toEqual([]);
    expect(ambiguities).toBeGreaterThan(0);
  }, fullProof ? 900_000 : 90_000);
});
