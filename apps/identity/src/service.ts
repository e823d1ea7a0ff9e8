import { fastifyCookie } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { defineService } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { IdentityConfig } from './config.ts';
import { takeLogoutForms } from './oidc/logout-forms.ts';

export const identityService = defineService({
  name: 'identity',
  config: IdentityConfig,
  module: (config) => AppModule.forConfig(config),
  prepare: async (app) => {
    await app.register(fastifyCookie);
    takeLogoutForms(app.getHttpAdapter().getInstance() as unknown as FastifyInstance);
  },
  migrations: new URL('../migrations/', import.meta.url),
});
