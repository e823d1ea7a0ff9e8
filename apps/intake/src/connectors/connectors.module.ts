import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module.ts';
import { AccessTokens } from './access-tokens.ts';
import { ChangeConnectorHandler } from './change-connector.handler.ts';
import { ConnectorAddresses } from './connector-addresses.ts';
import { ConnectorCredentials } from './connector-credentials.ts';
import { ConnectorOrigin } from './connector-origin.ts';
import { ConnectorRows } from './connector-rows.ts';
import { ConnectorSecrets } from './connector-secrets.ts';
import { ConnectorsController } from './connectors.controller.ts';
import { ConnectorsQueries } from './connectors.queries.ts';
import { FillConnectorHandler } from './fill-connector.handler.ts';
import { RegisterConnectorHandler } from './register-connector.handler.ts';
import { SwitchConnectorHandler } from './switch-connector.handler.ts';
import { TryConnectorHandler } from './try-connector.handler.ts';

@Module({
  imports: [DeliveriesModule],
  controllers: [ConnectorsController],
  providers: [
    AccessTokens, ChangeConnectorHandler, ConnectorAddresses, ConnectorCredentials, ConnectorOrigin, ConnectorRows, ConnectorSecrets, ConnectorsQueries, FillConnectorHandler, RegisterConnectorHandler, SwitchConnectorHandler, TryConnectorHandler,
  ],
  exports: [ConnectorRows, ConnectorsQueries, FillConnectorHandler, RegisterConnectorHandler],
})
export class ConnectorsModule {}
