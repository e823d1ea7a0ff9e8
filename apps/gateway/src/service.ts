import { defineApp } from '@kairos/service-kit';
import { AppModule } from './app.module.ts';
import { GatewayConfig } from './config.ts';
import { prepareEdge } from './edge/prepare-edge.ts';

export const gatewayService = defineApp({
  name: 'gateway',
  config: GatewayConfig,
  module: (config) => AppModule.forConfig(config),
  prepare: prepareEdge,
});
