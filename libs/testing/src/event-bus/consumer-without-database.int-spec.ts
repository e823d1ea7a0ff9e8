import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { TestNats } from '../test-nats.ts';
import { TestService } from '../test-service.ts';
import { registered } from './registered.builder.ts';
import { consumer } from './sample-services.ts';

// Longer than all the attempts that a failing event is given: 0.2 + 1 + 5 + 15 s.
const awayMs = 23_000;
let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(consumer, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

/** Lets the services of this database in or keeps them out; the superuser stays. */
async function admit(connections: number): Promise<void> {
  const { admin, name } = service.database;
  await admin.query(`alter database ${name} connection limit ${connections}`);
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename like 'workflows_%'`, [name]);
}

describe('a consumer whose database is away', () => {
  it('waits with its events in hands, blames none of them, and goes on', async () => {
    const tenantId = randomUUID();
    const count = async () => (await service.database.admin.query('select from workflows.sighting where tenant_id = $1 and times = 1', [tenantId])).rowCount;
    await admit(0);
    for (let index = 0; index < 10; index++) await nats.publishAs('assets', 'assets.plant.registered.v1', JSON.stringify(registered(tenantId, randomUUID(), `patient ${index}`)));
    await sleep(awayMs);
    expect(await count()).toBe(0);
    await admit(-1);
    expect(await eventually(count, (seen) => seen === 10)).toBe(10);
    expect((await service.database.admin.query('select reason from workflows.dead_letter')).rows).toEqual([]);
  }, 60_000);
});
