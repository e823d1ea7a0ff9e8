import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ChangeConnectorBody, ConnectorPage, ConnectorParams, ConnectorTestView, ConnectorTrafficView, ConnectorView, ListConnectorsQuery, RegisterConnectorBody, TestConnectorBody } from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ChangeConnectorHandler } from './change-connector.handler.ts';
import { ConnectorsQueries } from './connectors.queries.ts';
import { RegisterConnectorHandler } from './register-connector.handler.ts';
import { SwitchConnectorHandler } from './switch-connector.handler.ts';
import { TryConnectorHandler } from './try-connector.handler.ts';

@Controller('api/v1/intake/connectors')
export class ConnectorsController {
  constructor(
    private readonly queries: ConnectorsQueries,
    private readonly registerConnector: RegisterConnectorHandler,
    private readonly changeConnector: ChangeConnectorHandler,
    private readonly switchConnector: SwitchConnectorHandler,
    private readonly tryConnector: TryConnectorHandler,
  ) {}

  @Get()
  @RequirePermission('intake.connector.read')
  @Returns(ConnectorPage, 'List connectors by name', { query: ListConnectorsQuery })
  list(@Query(zod(ListConnectorsQuery)) query: ListConnectorsQuery) {
    return this.queries.list(query);
  }

  @Get(':connectorId')
  @RequirePermission('intake.connector.read')
  @Returns(ConnectorView, 'Read a connector, without its secret')
  read(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams) {
    return this.queries.read(connectorId);
  }

  @Get(':connectorId/traffic')
  @RequirePermission('intake.connector.read')
  @Returns(ConnectorTrafficView, 'Tell whether a connector works, and how its deliveries stand')
  traffic(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams) {
    return this.queries.traffic(connectorId);
  }

  @Post()
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Register a connector')
  async register(@Body(zod(RegisterConnectorBody)) body: RegisterConnectorBody, @CurrentActor() actor: Actor) {
    return this.queries.read(await this.registerConnector.execute(body, actor));
  }

  @Put(':connectorId')
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Change a connector; without a secret the stored one stays')
  async change(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams, @IfMatch() version: number, @Body(zod(ChangeConnectorBody)) body: ChangeConnectorBody, @CurrentActor() actor: Actor) {
    await this.changeConnector.execute({ connectorId, version, body }, actor);
    return this.queries.read(connectorId);
  }

  @Post(':connectorId/activate')
  @HttpCode(200)
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Deliver through a connector again')
  async activate(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams, @IfMatch() version: number) {
    await this.switchConnector.execute({ connectorId, version, active: true });
    return this.queries.read(connectorId);
  }

  @Post(':connectorId/deactivate')
  @HttpCode(200)
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Deliver nothing through a connector until it is activated again')
  async deactivate(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams, @IfMatch() version: number) {
    await this.switchConnector.execute({ connectorId, version, active: false });
    return this.queries.read(connectorId);
  }

  @Post(':connectorId/test')
  @HttpCode(200)
  @ChangesNothing('it asks whether the other side answers')
  @IdempotencyExempt('it asks anew each time')
  @RequirePermission('intake.connector.use')
  @Returns(ConnectorTestView, 'Try whether a connector’s API can be reached, knows us, and has an endpoint')
  test(@Param(zod(ConnectorParams)) { connectorId }: ConnectorParams, @Body(zod(TestConnectorBody)) body: TestConnectorBody) {
    return this.tryConnector.execute(connectorId, body);
  }
}
