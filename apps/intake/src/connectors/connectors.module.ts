import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.ts';
import { ChangeConnectorHandler } from './change-connector.handler.ts';
import { ConnectorAddresses } from './connector-addresses.ts';
import { ConnectorCredentials } from './connector-credentials.ts';
import { ConnectorSecrets } from './connector-secrets.ts';
import { ConnectorsController } from './connectors.controller.ts';
import { ConnectorsQueries } from './connectors.queries.ts';
import { RegisterConnectorHandler } from './register-connector.handler.ts';
import { SwitchConnectorHandler } from './switch-connector.handler.ts';
import { TryConnectorHandler } from './try-connector.handler.ts';

@Module({
  controllers: [ConnectorsController],
  providers: [
    AccessTokens, ChangeConnectorHandler, ConnectorAddresses, ConnectorCredentials, ConnectorSecrets, ConnectorsQueries, RegisterConnectorHandler, SwitchConnectorHandler, TryConnectorHandler,
  ],
  exports: [ConnectorCredentials],
})
export class ConnectorsModule {}
