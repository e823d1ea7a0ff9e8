import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ConnectorParams, ConnectorView, FillConnectorFromOpenApiBody, OpenApiDocumentView, ReadOpenApiBody, RegisterConnectorFromOpenApiBody } from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ConnectorsQueries } from '../connectors/connectors.queries.ts';
import { FillConnectorHandler } from '../connectors/fill-connector.handler.ts';
import { RegisterConnectorHandler } from '../connectors/register-connector.handler.ts';
import { draftConnector, endpointsOf } from './draft-connector.calc.ts';
import { OpenApiReader } from './openapi-reader.ts';

export const openApiRoute = '/api/v1/intake/connectors';

@Controller(openApiRoute)
export class OpenApiDocumentsController {
  constructor(
    private readonly reader: OpenApiReader,
    private readonly connectors: ConnectorsQueries,
    private readonly registerConnector: RegisterConnectorHandler,
    private readonly fillConnector: FillConnectorHandler,
  ) {}

  @Post('openapi')
  @HttpCode(200)
  @ChangesNothing('the document is read and not kept')
  @IdempotencyExempt('it stores nothing')
  @RequirePermission('intake.connector.manage')
  @Returns(OpenApiDocumentView, 'List the operations of an OpenAPI document, with the fields of each; nothing is stored')
  read(@Body(zod(ReadOpenApiBody)) { document }: ReadOpenApiBody, @CurrentActor() { tenantId }: Actor) {
    return this.reader.read(tenantId, document);
  }

  @Post('from-openapi')
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Register a connector to chosen operations of an OpenAPI document')
  async register(@Body(zod(RegisterConnectorFromOpenApiBody)) body: RegisterConnectorFromOpenApiBody, @CurrentActor() actor: Actor) {
    const draft = draftConnector(await this.reader.read(actor.tenantId, body.document, body.operations), body);
    return this.connectors.read(await this.registerConnector.execute(draft, actor));
  }

  @Post(':connectorId/from-openapi')
  @HttpCode(200)
  @RequirePermission('intake.connector.manage')
  @Returns(ConnectorView, 'Give a connector the endpoints of chosen operations, in place of those of the same names')
  async fill(
    @Param(zod(ConnectorParams)) { connectorId }: ConnectorParams,
    @IfMatch() version: number,
    @Body(zod(FillConnectorFromOpenApiBody)) { document, operations }: FillConnectorFromOpenApiBody,
    @CurrentActor() { tenantId }: Actor,
  ) {
    await this.connectors.read(connectorId);
    const endpoints = endpointsOf(await this.reader.read(tenantId, document, operations), operations);
    await this.fillConnector.execute({ connectorId, version, endpoints });
    return this.connectors.read(connectorId);
  }
}
