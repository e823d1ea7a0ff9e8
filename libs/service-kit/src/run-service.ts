import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app.ts';
import type { AppDefinition, ServiceDefinition } from './define-service.ts';
import { Drain } from './drain.ts';
import { migrateService } from './migrate.ts';
import { parseEnv, type AppConfig, type Environment, type ServiceConfig } from './service-config.ts';
import { snapshotService } from './snapshot.ts';

export type RunningService = { name: string; url: string; app: NestFastifyApplication; close(): Promise<void>; drain(signal: AbortSignal): Promise<void> };

/** Starts one service, or the gateway, and listens. The host process starts several; `main.ts` starts one. */
export async function startService<C extends AppConfig>(definition: AppDefinition<C>, environment: Environment): Promise<RunningService> {
  const config = parseEnv(definition.config, environment);
  const drain = new Drain();
  const app = await createApp(definition.module(config), { service: definition.name, logLevel: config.LOG_LEVEL, trustedProxies: config.TRUSTED_PROXIES, drain });
  await definition.prepare?.(app, config);
  await app.listen({ host: config.HOST, port: config.PORT });
  return {
    name: definition.name, url: await app.getUrl(), app, close: () => app.close(),
    drain: async (signal) => {
      drain.begin();
      await sleep(config.DRAIN_MS, undefined, { signal }).catch(() => undefined);
    },
  };
}

/**
 * What a service's `main.ts` does: `serve` (the default) until SIGTERM or SIGINT, `migrate` its schema, or re-emit its
 * state as `snapshot` events.
 */
export async function runService<C extends ServiceConfig>(definition: ServiceDefinition<C>, argv: string[], environment: Environment): Promise<void> {
  const [command = 'serve'] = argv.slice(2);
  if (command === 'migrate') return migrateService(definition, environment);
  if (command === 'snapshot') return snapshotService(definition, environment);
  if (command !== 'serve') throw new Error(`Unknown command '${command}': serve, migrate or snapshot.`);
  await runUntilSignal(() => [startService(definition, environment)]);
}

/**
 * Starts the applications of a process and ends them all on a signal; Nest's own hooks would end it after the first.
 * SIGTERM drains them before; SIGINT, which somebody waits for, and a second signal do not. A signal that comes while they
 * start is obeyed once they have, a second one at once.
 */
export async function runUntilSignal(start: () => Promise<Pick<RunningService, 'close' | 'drain'>>[]): Promise<void> {
  const hurry = new AbortController();
  let [started, closing] = [false, false];
  const close = async (signal: NodeJS.Signals): Promise<void> => {
    if (closing || signal === 'SIGINT') hurry.abort();
    if (closing && !started) process.exit(1);
    if (closing) return;
    closing = true;
    const services = await starting;
    await Promise.all(services.map((service) => service.drain(hurry.signal)));
    const ends = await Promise.allSettled(services.map((service) => service.close()));
    process.exit(ends.every(({ status }) => status === 'fulfilled') ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal));
  const starting = Promise.all(start());
  await starting;
  started = true;
  // Node keeps what it compiled at a clean end only; whoever is killed should start quickly too.
  flushCompileCache();
}
