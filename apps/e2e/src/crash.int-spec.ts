import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, eventually, grantAccess, TestDatabase, TestIssuer, TestNats, type TokenFacts } from '@kairos/testing';
import { ServiceProcess } from './service-process.ts';
import { everyService } from './services.ts';

const withoutNatsMs = process.env['KAIROS_PROOF'] === 'full' ? 30_000 : 4000;
const obligationsPerPlant = 5;

let database: TestDatabase;
let nats: TestNats;
let issuer: TestIssuer;
let assets: ServiceProcess;
let workflows: ServiceProcess;
let caller: TokenFacts;

beforeAll(async () => {
  database = await TestDatabase.create(everyService);
  nats = await TestNats.start();
  issuer = await TestIssuer.start();
  [assets, workflows] = await Promise.all([ServiceProcess.start('assets', { database, nats, issuer }), ServiceProcess.start('workflows', { database, nats, issuer })]);
}, 60_000);
afterAll(async () => {
  await Promise.all([assets?.kill('SIGTERM'), workflows?.kill('SIGTERM')]);
  issuer?.stop();
  await nats?.stop();
  await database?.drop();
});

/** Each test works as a tenant of its own. */
async function signIn(): Promise<ApiClient> {
  caller = { userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 };
  await grantAccess(database, 'assets', caller, ['*']);
  return new ApiClient(assets.url, issuer.token(caller));
}

const register = (api: ApiClient, index: number) =>
  api.post('/api/v1/assets/plants', { code: `CRASH-${index}`, name: `Impianto ${index}`, type: 'Wind', capacityKw: '998.5' });

type Count = { plants: number; deadlines: number; double: number };
async function counts(): Promise<Count> {
  const { rows } = await database.admin.query<Count>(
    `select (select count(*)::int from assets.plant where tenant_id = $1) as plants,
       (select count(*)::int from workflows.deadline where tenant_id = $1) as deadlines,
       (select count(*)::int from (select 1 from workflows.deadline where tenant_id = $1 group by plant_id, obligation_code having count(*) > 1) d) as double`,
    [caller.tenantId],
  );
  return rows[0] ?? { plants: -1, deadlines: -1, double: -1 };
}
const settled = (plants: number) => eventually(counts, (now) => now.plants === plants && now.deadlines === plants * obligationsPerPlant, 30_000);

describe('nothing is lost and nothing happens twice', () => {
  afterEach(async () => {
    expect((await counts()).double).toBe(0);
    const published = (await nats.messagesIn('ASSETS')).map((event) => event.id);
    expect(published).toHaveLength(new Set(published).size);
  });

  it.each(['after-commit-before-publish', 'after-publish-before-mark'])('when assets is killed %s', async (KAIROS_CRASH_AT) => {
    const api = await signIn();
    await assets.kill('SIGTERM');
    await assets.start({ KAIROS_CRASH_AT });
    await register(api, 1).catch(() => undefined);
    expect(await assets.ended()).toBe('SIGKILL');
    await assets.start();
    await register(api, 2).expect(201);
    expect(await settled(2)).toMatchObject({ plants: 2, deadlines: 10 });
  }, 60_000);

  it('when workflows is killed between effect and ack', async () => {
    const api = await signIn();
    await workflows.kill('SIGTERM');
    await workflows.start({ KAIROS_CRASH_AT: 'after-effect-before-ack' });
    await register(api, 1).expect(201);
    expect(await workflows.ended()).toBe('SIGKILL');
    await workflows.start();
    // The event comes back when its ack is overdue; the inbox knows it.
    expect(await settled(1)).toMatchObject({ plants: 1, deadlines: 5 });
  }, 60_000);

  it('when workflows is killed at a random moment under load', async () => {
    const api = await signIn();
    const load = (async () => {
      for (let index = 0; index < 150; index++) await register(api, index).expect(201);
    })();
    await sleep(300);
    await workflows.kill();
    await sleep(200);
    await workflows.start();
    await load;
    expect(await settled(150)).toMatchObject({ plants: 150, deadlines: 750 });
  }, 90_000);

  it(`when NATS is away for ${withoutNatsMs / 1000} s under writes`, async () => {
    const api = await signIn();
    await nats.pause();
    const until = Date.now() + withoutNatsMs;
    let written = 0;
    for (; Date.now() < until; written++) await register(api, written).expect(201);
    await nats.resume();
    expect(await settled(written)).toMatchObject({ plants: written });
    expect(written).toBeGreaterThan(20);
  }, 120_000);
});
