/** T10: the reconciling consumer on batches of one tenant against messages that each need a transaction of their own. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorClient } from '@kairos/event-bus';
import type { NatsLogin } from '@kairos/event-bus';
import type { CloudEvent } from '@kairos/contracts';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import { plantEvent } from './plant-event.ts';

const consumeWithinMs = 120_000;

async function publish(login: NatsLogin, events: CloudEvent[]): Promise<void> {
  const client = await OperatorClient.connect(login);
  for (let from = 0; from < events.length; from += 500) {
    await Promise.all(events.slice(from, from + 500).map((event) => client.publish(event.type, JSON.stringify(event), event.id)));
  }
  await client.close();
}

/** Publishes first and starts the service then, so that the broker never limits; a tenant per event means a transaction per event. */
async function consumed({ stack, scale }: Bench, tenants: 'one' | 'many'): Promise<number> {
  const count = Math.round(2000 * scale);
  const tenantId = randomUUID();
  const events = Array.from({ length: count }, () => plantEvent(tenants === 'one' ? tenantId : randomUUID(), randomUUID()));
  const known = async (): Promise<number> => Number((await stack.admin.query<{ count: string }>('select count(*) from workflows.plant_facts')).rows[0]?.count);
  const before = await known();
  await stack.purgeStream('ASSETS');
  await publish(stack.operator, events);
  const service = await stack.service('workflows');
  const deadline = Date.now() + consumeWithinMs;
  // The first quarter warms the new process up.
  while ((await known()) < before + count / 4) await sleep(5);
  const [startedAt, first] = [performance.now(), await known()];
  for (let now = first; now < before + count; now = await known()) {
    if (Date.now() > deadline) throw new Error('the events were not consumed in time');
    await sleep(20);
  }
  const rate = (1000 * (before + count - first)) / (performance.now() - startedAt);
  await service.stop();
  return rate;
}

export const consumeEvents: Benchmark = {
  ids: ['T10'],
  run: async (bench) => [figureOf('T10', await alternate(bench.rounds, () => consumed(bench, 'many'), () => consumed(bench, 'one')))],
};
