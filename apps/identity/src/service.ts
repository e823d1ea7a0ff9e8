import { fastifyCookie } from '@fastify/cookie';
import { defineService } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { IdentityConfig } from './config.ts';

export const identityService = defineService({
  name: 'identity',
  config: IdentityConfig,
  module: (config) => AppModule.forConfig(config),
  prepare: async (app) => void (await app.register(fastifyCookie)),
  migrations: new URL('../migrations/', import.meta.url),
});
