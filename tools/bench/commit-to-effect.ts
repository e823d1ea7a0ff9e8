/** T11: from the commit of an event in assets to its effect being visible in workflows, while 200 a second arrive. */
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { environmentOf } from '../stack/environments.ts';
import { freePort } from '../stack/ports.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf, percentile } from './figures.ts';
import { plantEvent } from './plant-event.ts';
import { programFile, startProgram } from './programs.ts';
import type { EchoInput } from './programs/nats-echo.ts';
import type { BenchStack } from './stack.ts';

type Delays = { p50Ms: number; p99Ms: number };

const perSecond = 200;
const subject = 'bench.echo';
const settleWithinMs = 30_000;
const delaysOf = (values: number[]): Delays => ({ p50Ms: percentile(values, 50), p99Ms: percentile(values, 99) });

/** Begins `count` pieces of work at an even pace, whether or not earlier ones have ended. */
async function atPace<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const startedAt = performance.now();
  const running: Promise<T>[] = [];
  for (let index = 0; index < count; index += 1) {
    const wait = startedAt + (index * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    running.push(work(index));
  }
  return Promise.all(running);
}

async function roundTrips(connection: NatsConnection, count: number): Promise<Delays> {
  const taken = await atPace(count, async () => {
    const startedAt = performance.now();
    await connection.request(subject, 'x'.repeat(500), { timeout: 5000 });
    return performance.now() - startedAt;
  });
  return delaysOf(taken);
}

/** Postgres itself tells when the effect became visible: a notification is delivered at commit. */
async function watchEffects(stack: BenchStack, client: pg.Client): Promise<Map<string, number>> {
  await stack.admin.query(`
    create schema bench;
    create function bench.tell() returns trigger language plpgsql as $$ begin perform pg_notify('bench_effect', new.plant_id::text); return null; end $$;
    create trigger bench after insert on workflows.plant_facts for each row execute function bench.tell()`);
  const seenAt = new Map<string, number>();
  client.on('notification', ({ payload }) => seenAt.set(payload ?? '', performance.now()));
  await client.query('listen bench_effect');
  return seenAt;
}

/** Commits one event as the app role of assets: what follows is measured, not the request in front of it. */
async function commitEvent(assets: pg.Pool, tenantId: string): Promise<{ plantId: string; committedAt: number }> {
  const plantId = randomUUID();
  const event = plantEvent(tenantId, plantId);
  const literals = [event.id, tenantId, event.type, event.type, plantId, JSON.stringify(event)].map((value) => pg.escapeLiteral(value));
  const [id, tenant, subject, type, plant, message] = literals;
  await assets.query(
    `begin; select set_config('app.tenant_id', ${tenant}, true);
     insert into outbox_message (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at)
     values (${id}, ${tenant}, ${subject}, ${type}, ${plant}, 1, ${message}, now()); commit`,
  );
  return { plantId, committedAt: performance.now() };
}

async function startEcho(stack: BenchStack): Promise<{ connection: NatsConnection; stop: () => Promise<void> }> {
  const port = await freePort();
  const input: EchoInput = { login: stack.operator, subject, port };
  const echo = await startProgram(programFile('nats-echo'), { input, readyUrl: `http://127.0.0.1:${port}/` });
  stack.closers.add(() => echo.stop());
  const connection = await connect({ servers: stack.operator.servers, user: stack.operator.user, pass: stack.operator.password });
  return { connection, stop: () => connection.close().then(() => echo.stop()) };
}

async function commitsToEffects(assets: pg.Pool, seenAt: Map<string, number>, count: number): Promise<Delays> {
  const tenantId = randomUUID();
  const commits = await atPace(count, () => commitEvent(assets, tenantId));
  for (const deadline = Date.now() + settleWithinMs; commits.some(({ plantId }) => !seenAt.has(plantId)); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('some plants had no effect in time');
  }
  return delaysOf(commits.map(({ plantId, committedAt }) => (seenAt.get(plantId) ?? NaN) - committedAt));
}

async function run({ stack, rounds, scale }: Bench) {
  await stack.purgeStream('ASSETS');
  const services = [await stack.service('assets'), await stack.service('workflows')];
  const echo = await startEcho(stack);
  const assets = new pg.Pool({ connectionString: environmentOf(stack.stack, 'assets')['DATABASE_URL'], max: 8 });
  const client = new pg.Client({ connectionString: stack.stack.databaseUrl });
  await client.connect();
  const seenAt = await watchEffects(stack, client);
  try {
    const count = Math.round(1000 * scale);
    const pairs = await alternate(rounds, () => roundTrips(echo.connection, count), () => commitsToEffects(assets, seenAt, count));
    const of = (pick: (delays: Delays) => number) => pairs.map(({ limit, product }) => ({ limit: pick(limit), product: pick(product) }));
    return [figureOf('T11 p50', of(({ p50Ms }) => p50Ms)), figureOf('T11 p99', of(({ p99Ms }) => p99Ms))];
  } finally {
    await stack.admin.query('drop schema bench cascade');
    await client.end();
    await assets.end();
    await echo.stop();
    for (const service of services) await service.stop();
  }
}

export const commitToEffect: Benchmark = { ids: ['T11 p50', 'T11 p99'], run };
