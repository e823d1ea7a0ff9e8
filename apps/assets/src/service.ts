import { defineService } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { AssetsConfig } from './config.ts';

export const assetsService = defineService({
  name: 'assets',
  config: AssetsConfig,
  module: (config) => AppModule.forConfig(config),
  migrations: new URL('../migrations/', import.meta.url),
});
