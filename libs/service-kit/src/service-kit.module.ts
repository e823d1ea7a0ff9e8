import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AuthModule, TenantInterceptor } from '@kairos/auth';
import { EventBusModule, type EventBusOptions } from '@kairos/event-bus';
import { EtagInterceptor, IdempotencyInterceptor, ProblemFilter } from '@kairos/http';
import { DeadLettersModule } from './dead-letters/dead-letters.module.ts';
import { HealthController } from './health.controller.ts';
import { createLogger, PinoLogger } from './logger.ts';
import { Metrics } from './metrics.ts';
import { ServiceHealth } from './service-health.ts';
import { UPKEEP_OPTIONS, UpkeepRunner } from './upkeep.runner.ts';
import { OrmModule, type OrmOptions } from './orm.module.ts';
import type { ServiceConfig } from './service-config.ts';
import { UsageModule } from './usage/usage.module.ts';
import type { CountedUsage } from './usage/usage.options.ts';

export type ServiceKitOptions = {
  service: string;
  config: ServiceConfig;
  entities: OrmOptions['entities'];
  /** What the service does in each flush beside writing its events. */
  subscribers?: OrmOptions['subscribers'];
  /** Identity brings its own; every other service takes the projection. */
  auth?: DynamicModule;
  beat?: EventBusOptions['beat'];
  /** What plans count of it. */
  usage?: readonly CountedUsage[];
};

/** Everything a service stands on: database, event bus, sign-in, problem details, idempotency, health, metrics. */
@Module({})
export class ServiceKitModule {
  static forService({ service, config, entities, subscribers = [], auth, beat, usage = [] }: ServiceKitOptions): DynamicModule {
    const logger = createLogger(service, config.LOG_LEVEL);
    return {
      module: ServiceKitModule,
      global: true,
      imports: [
        DiscoveryModule,
        OrmModule.forService({ service, url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, entities, subscribers }),
        EventBusModule.forService({
          service,
          broker: { servers: config.NATS_URL, user: config.NATS_USER, password: config.NATS_PASSWORD },
          relayUrl: config.DATABASE_RELAY_URL,
          listenUrl: config.DATABASE_DIRECT_URL,
          log: logger.child({ context: 'event-bus' }),
          crashAt: config.KAIROS_CRASH_AT,
          ...(beat ? { beat } : {}),
        }),
        DeadLettersModule.forService(service),
        ...(usage.length > 0 ? [UsageModule.forService(service, usage)] : []),
        auth ?? AuthModule.forService({ service, jwksUrl: config.JWKS_URL, identityUrl: config.IDENTITY_URL }),
      ],
      controllers: [HealthController],
      providers: [
        Metrics,
        ServiceHealth,
        { provide: UPKEEP_OPTIONS, useValue: { service, url: config.DATABASE_JOBS_URL } },
        UpkeepRunner,
        // Nest keeps one logger for the whole process; a service asks for its own, so that its lines carry its name.
        { provide: Logger, useValue: new PinoLogger(logger) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        // In this order: the tenant's context, then the key's transaction inside it.
        { provide: APP_INTERCEPTOR, useClass: TenantInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
      ],
      exports: [Logger, Metrics],
    };
  }
}
