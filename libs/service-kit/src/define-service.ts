import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { AppConfig, ServiceConfig } from './service-config.ts';

/** An application that listens: a service, or the gateway, which owns no data. */
export type AppDefinition<C extends AppConfig = AppConfig> = {
  name: string;
  config: z.ZodType<C>;
  module: (config: C) => DynamicModule;
  /** Adds hooks and routes of its own to Fastify, before Nest adds the controllers'. */
  prepare?: (app: NestFastifyApplication, config: C) => Promise<void>;
};

/** All there is to know to run, migrate or test one service. */
export type ServiceDefinition<C extends ServiceConfig = ServiceConfig> = AppDefinition<C> & {
  /** Folder of the service's own SQL migrations. */
  migrations: URL;
};

export function defineApp<C extends AppConfig>(definition: AppDefinition<C>): AppDefinition<C> {
  return definition;
}

export function defineService<C extends ServiceConfig>(definition: ServiceDefinition<C>): ServiceDefinition<C> {
  return definition;
}
