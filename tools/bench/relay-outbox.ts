/** T9: how fast the relay of the assets service empties its outbox. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import { plantEvent } from './plant-event.ts';
import { runProgram } from './programs.ts';
import type { PublishInput } from './programs/jetstream-publish.ts';

const drainWithinMs = 120_000;
const subject = 'assets.plant.registered.v1';

async function drained({ stack }: Bench): Promise<void> {
  const deadline = Date.now() + drainWithinMs;
  for (;;) {
    const { rowCount } = await stack.admin.query('select from assets.outbox_message where published_at is null limit 1');
    if (!rowCount) return;
    if (Date.now() > deadline) throw new Error('the outbox was not emptied in time');
    await sleep(10);
  }
}

/** Commits the events in one transaction and waits until the relay has published and marked the last one. */
async function relayed(bench: Bench, count: number): Promise<number> {
  const { admin } = bench.stack;
  const event = plantEvent(randomUUID(), randomUUID());
  const client = await admin.connect();
  await client.query('begin');
  await client.query(
    `insert into assets.outbox_message (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at)
     select event_id, $2, $3, $4, $5, 1, jsonb_set($1::jsonb, '{id}', to_jsonb(event_id::text)), now()
     from (select gen_random_uuid() as event_id from generate_series(1, $6::int)) fresh`,
    [JSON.stringify(event), event.tenantid, subject, event.type, event.subject, count],
  );
  const startedAt = performance.now();
  await client.query('commit');
  client.release();
  await drained(bench);
  return (1000 * count) / (performance.now() - startedAt);
}

export const relayOutbox: Benchmark = {
  ids: ['T9'],
  run: async (bench) => {
    const count = Math.round(20_000 * bench.scale);
    const service = await bench.stack.service('assets');
    const message = JSON.stringify(plantEvent(randomUUID(), randomUUID()));
    const input: PublishInput = { login: bench.stack.operator, subject, message, count, inFlight: 500 };
    const bare = async (): Promise<number> => (await runProgram<{ perSecond: number }>('jetstream-publish', input)).perSecond;
    const pairs = await alternate(bench.rounds, bare, () => relayed(bench, count));
    await service.stop();
    return [figureOf('T9', pairs)];
  },
};
