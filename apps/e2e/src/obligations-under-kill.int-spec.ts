import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, eventually, grantAccess, TestDatabase, TestIssuer, TestNats, type TokenFacts } from '@kairos/testing';
import { obligationsOf, plantLives, seeded, type LifeFacts, type PlantLife } from './plant-lives.ts';
import { ServiceProcess } from './service-process.ts';
import { everyService } from './services.ts';

const full = process.env['KAIROS_PROOF'] === 'full';
const size = full ? { plants: 10_000, kills: 20, chunk: 250, mostMs: 1500, patienceMs: 600_000 } : { plants: 300, kills: 2, chunk: 50, mostMs: 300, patienceMs: 60_000 };
const seed = Number(process.env['KAIROS_SEED'] ?? randomInt(1_000_000));
const random = seeded(seed);

let database: TestDatabase;
let nats: TestNats;
let issuer: TestIssuer;
let assets: ServiceProcess;
let workflows: ServiceProcess;

beforeAll(async () => {
  database = await TestDatabase.create(everyService);
  nats = await TestNats.start();
  issuer = await TestIssuer.start();
  [assets, workflows] = await Promise.all([ServiceProcess.start('assets', { database, nats, issuer }), ServiceProcess.start('workflows', { database, nats, issuer })]);
}, 120_000);
afterAll(async () => {
  await Promise.all([assets?.kill('SIGTERM'), workflows?.kill('SIGTERM')]);
  issuer?.stop();
  await nats?.stop();
  await database?.drop();
});

async function newCaller(): Promise<TokenFacts> {
  const caller: TokenFacts = { userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 };
  await grantAccess(database, 'assets', caller, ['*']);
  // No identity beats here; one beat lasts for the whole run.
  await database.admin.query(`update assets.access_beat set beat_at = now() + interval '1 day'`);
  return caller;
}
const api = (caller: TokenFacts) => new ApiClient(assets.url, issuer.token(caller));

/** Sends rows as the chunks of an import do. */
async function sendRows(caller: TokenFacts, rows: Record<string, unknown>[]): Promise<void> {
  const importJobId = randomUUID();
  for (let chunkIndex = 0; chunkIndex * size.chunk < rows.length; chunkIndex += 1) {
    const values = rows.slice(chunkIndex * size.chunk, (chunkIndex + 1) * size.chunk);
    const { body } = await api(caller).post('/api/v1/assets/plants/batches', { importJobId, chunkIndex, rows: values.map((row, at) => ({ rowNumber: at + 1, values: row })) }).expect(200);
    expect((body as { results: { outcome: string; errors: unknown[] }[] }).results.filter(({ outcome }) => outcome === 'rejected')).toEqual([]);
  }
}

async function removePlants(caller: TokenFacts, codes: string[]): Promise<void> {
  const { rows } = await database.admin.query<{ id: string; version: number }>('select id, version from assets.plant where tenant_id = $1 and code = any($2)', [caller.tenantId, codes]);
  for (const { id, version } of rows) await api(caller).delete(`/api/v1/assets/plants/${id}`).set('if-match', `"${version}"`).expect(204);
}

async function live(caller: TokenFacts, lives: readonly PlantLife[]): Promise<void> {
  for (let round = 0; round < 4; round += 1) await sendRows(caller, lives.flatMap(({ rounds: { [round]: row } }) => (row ? [row] : [])));
  await removePlants(caller, lives.flatMap(({ code, deleted }) => (deleted ? [code] : [])));
}

/** Events of plants that workflows has taken, by their own row of its inbox or their batch's, and those it has not. */
async function progress({ tenantId }: TokenFacts): Promise<{ taken: number; left: number }> {
  const { rows: [found] } = await database.admin.query<{ taken: number; left: number }>(
    `select count(i.event_id)::int as taken, (count(*) - count(i.event_id))::int as left from assets.outbox_event e
       left join lateral (select event_id from workflows.inbox_message m where m.consumer = 'workflows-plant-obligations' and m.event_id in (e.event_id, e.message_id) limit 1) i on true
     where e.tenant_id = $1 and e.type like 'assets.plant.%'`,
    [tenantId],
  );
  return found ?? { taken: -1, left: -1 };
}
/** Asked seldom: to count tens of thousands of events takes the database a while that the service should have. */
const settled = (caller: TokenFacts) => eventually(() => sleep(full ? 500 : 50).then(() => progress(caller)), ({ taken, left }) => taken > 0 && left === 0, size.patienceMs);
const parcels = ({ tenantId }: TokenFacts) => database.admin.query('select from workflows.inbox_message where tenant_id = $1', [tenantId]).then(({ rowCount }) => rowCount ?? 0);

/** Kills the service again and again at random moments at which it has work in its hands. */
async function killWorkflows(caller: TokenFacts): Promise<number> {
  let killed = 0;
  for (; killed < size.kills; killed += 1) {
    const before = await parcels(caller);
    await eventually(() => parcels(caller), (now) => now > before, size.patienceMs);
    await sleep(random() * size.mostMs);
    await workflows.kill('SIGKILL');
    await workflows.start();
    const { taken, left } = await progress(caller);
    if (taken > size.plants && left === 0) return killed + 1;
  }
  return killed;
}

type Standing = { code: string; due: [string, string, string | null][] };
/** What each plant of a tenant owes, by its code. Terms that run from an event are not told by their day. */
async function owed({ tenantId }: TokenFacts): Promise<Map<string, Standing['due']>> {
  const { rows } = await database.admin.query<Standing>(
    `select p.code, coalesce(json_agg(json_build_array(d.obligation_code, d.status, case when p.status = 'In Operation' then d.due_on::text end) order by d.obligation_code)
         filter (where d.status in ('open', 'dateMissing')), '[]') as due
     from assets.plant p left join workflows.deadline d on d.plant_id = p.id and d.tenant_id = p.tenant_id where p.tenant_id = $1 group by p.code`,
    [tenantId],
  );
  return new Map(rows.map(({ code, due }) => [code, due]));
}

/** What plants owe of which nothing but the final facts was ever told, to a service that nobody killed. */
async function owedByFinalFacts(lives: readonly PlantLife[]): Promise<(facts: LifeFacts) => Standing['due'] | undefined> {
  const reference = await newCaller();
  const keyOf = (facts: LifeFacts) => JSON.stringify([facts.status, facts.capacityKw, facts.protectedArea, facts.commissionedOn ?? null]);
  const kinds = [...new Map(lives.map(({ ends }) => [keyOf(ends), ends]))];
  await sendRows(reference, kinds.map(([, facts], at) => ({ code: `FINAL-${at}`, name: 'Impianto', type: 'Photovoltaic', ...facts })));
  await settled(reference);
  const standing = await owed(reference);
  const byKind = new Map(kinds.map(([key], at) => [key, standing.get(`FINAL-${at}`)]));
  return (facts) => byKind.get(keyOf(facts));
}

type Books = { double: number; untrue: number; letters: number; unpublished: number };
/** Deadlines that stand twice; those whose events do not amount to how they stand; what was set aside; what was never published. */
async function books({ tenantId }: TokenFacts): Promise<Books | undefined> {
  const { rows } = await database.admin.query<Books>(
    `with told as (select aggregate_id, count(*) filter (where type like '%.opened.v1') - count(*) filter (where type like '%.withdrawn.v1') as balance
                     from workflows.outbox_event where tenant_id = $1 and type like 'workflows.deadline.%' group by 1)
     select (select count(*)::int from (select from workflows.deadline where tenant_id = $1 group by plant_id, obligation_code having count(*) > 1) d) as double,
       (select count(*)::int from workflows.deadline d left join told on told.aggregate_id = d.id::text
          where d.tenant_id = $1 and coalesce(told.balance, -1) <> (d.status <> 'withdrawn')::int) as untrue,
       (select count(*)::int from workflows.dead_letter) as letters,
       (select count(*)::int from workflows.outbox_message where tenant_id = $1 and published_at is null) as unpublished`,
    [tenantId],
  );
  return rows[0];
}

describe(`${size.plants} plants that come, change and go while workflows is killed`, () => {
  it('owe what their final facts ask for, nothing missing and nothing double', async () => {
    process.stderr.write(`KAIROS_SEED=${seed}\n`);
    const lives = plantLives(size.plants, random);
    const caller = await newCaller();
    const [, killed] = await Promise.all([live(caller, lives), killWorkflows(caller)]);
    const livedAt = Date.now();
    const { taken } = await settled(caller);
    const settledMs = Date.now() - livedAt;
    const expected = await owedByFinalFacts(lives);
    const found = await owed(caller);
    const wrong = lives.filter(({ code, ends, deleted }) => JSON.stringify(found.get(code)) !== JSON.stringify(deleted ? [] : expected(ends)));
    expect(wrong.slice(0, 5).map((life) => ({ life, found: found.get(life.code), expected: expected(life.ends) }))).toEqual([]);
    const byHand = lives.filter(({ code, ends, deleted }) => JSON.stringify(found.get(code)?.map(([obligation]) => obligation)) !== JSON.stringify(deleted ? [] : obligationsOf(ends)));
    expect(byHand.slice(0, 5)).toEqual([]);
    expect(found.size).toBe(size.plants);
    expect(await eventually(() => books(caller), (now) => now?.unpublished === 0)).toEqual({ double: 0, untrue: 0, letters: 0, unpublished: 0 });
    process.stderr.write(`${taken} events of ${size.plants} plants, ${[...found.values()].flat().length} obligations, ${killed} kills; settled ${settledMs} ms after the last of both\n`);
    expect(killed).toBeGreaterThan(0);
  }, size.patienceMs * 3);
});
