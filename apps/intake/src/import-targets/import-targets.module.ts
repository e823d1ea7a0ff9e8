import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { ConnectorTarget } from './connector-target.ts';
import { ImportTargets } from './import-target.ts';
import { ServiceTokens } from './service-tokens.ts';

@Module({
  imports: [ConnectorsModule],
  providers: [ConnectorTarget, ImportTargets, ServiceTokens],
  exports: [ConnectorTarget, ImportTargets],
})
export class ImportTargetsModule {}
