import { defineService } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { IntakeConfig } from './config.ts';

export const intakeService = defineService({
  name: 'intake',
  config: IntakeConfig,
  module: (config) => AppModule.forConfig(config),
  migrations: new URL('../migrations/', import.meta.url),
});
