import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, freePort } from '@kairos/testing';
import { BalancedClient, type Outcome } from './balanced-client.ts';
import { Platform, type Member } from './platform.ts';
import { Program } from './program.ts';

const rounds = process.env['KAIROS_PROOF'] === 'full' ? 10 : 1;
const plants = '/api/v1/assets/plants';
let platform: Platform;
let owner: Member;
let replicas: Program[];

beforeAll(async () => {
  platform = await Platform.start();
  owner = await platform.foundTenant('alfa');
  await platform.knownEverywhere(owner);
  const ports = [await freePort(), await freePort()];
  replicas = await Promise.all(ports.map((port) => Program.start('assets', { ...platform.environmentOf('assets'), PORT: String(port), DRAIN_MS: '500' })));
}, 90_000);
afterAll(async () => {
  await Promise.all((replicas ?? []).map((replica) => replica.stop()));
  await platform?.stop();
});

it('two replicas restarted by turns, by SIGTERM and under load, fail no request and lose no write', async () => {
  const client = new BalancedClient(replicas.map(({ url }) => url), owner.accessToken);
  const outcomes: Outcome[] = [];
  let [written, running] = [0, true];
  const work = async (worker: number) => {
    for (let index = 0; running; index += 1) {
      const isWrite = index % 3 === 0;
      const outcome = isWrite ? await client.send('POST', plants, { code: `ROLL-${worker}-${index}`, name: 'Impianto', type: 'Wind', capacityKw: '1' }) : await client.send('GET', `${plants}?limit=5`);
      outcomes.push(outcome);
      if (isWrite && 'status' in outcome && outcome.status === 201) written += 1;
    }
  };
  const load = Array.from({ length: 12 }, (_, worker) => work(worker));
  for (let round = 0; round < rounds; round += 1) {
    for (const replica of replicas) {
      expect(await replica.stop('SIGTERM')).toBe(0);
      await replica.start();
      // Until the load balancer has seen it.
      await sleep(200);
    }
  }
  running = false;
  await Promise.all(load);
  client.close();
  const failures = outcomes.filter((outcome) => !('status' in outcome) || outcome.status >= 300);
  process.stderr.write(`${outcomes.length} requests during ${rounds * 2} restarts, ${failures.length} failed\n`);
  expect(failures.slice(0, 5)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(200);
  const { rows } = await platform.database.admin.query<{ count: number }>(`select count(*)::int as count from assets.plant where code like 'ROLL-%'`);
  expect(rows[0]?.count).toBe(written);
}, 120_000);

it('a program that is told to stop while it starts ends cleanly', async () => {
  const program = Program.launch('assets', { ...platform.environmentOf('assets'), PORT: String(await freePort()), LOG_LEVEL: 'info' });
  await eventually(async () => program.printed, (printed) => printed.includes('Starting Nest application'), 30_000);
  expect(await program.stop('SIGTERM')).toBe(0);
});
