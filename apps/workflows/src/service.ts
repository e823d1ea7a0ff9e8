import { defineService } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { WorkflowsConfig } from './config.ts';

export const workflowsService = defineService({
  name: 'workflows',
  config: WorkflowsConfig,
  module: (config) => AppModule.forConfig(config),
  migrations: new URL('../migrations/', import.meta.url),
});
