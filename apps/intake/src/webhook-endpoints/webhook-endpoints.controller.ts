import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor, InPerson, RequirePermission, type Actor } from '@kairos/auth';
import {
  ChangeWebhookEndpointBody, IssuedWebhookSecret, ListWebhookEndpointsQuery, RegisterWebhookEndpointBody, RotateWebhookSecretBody, WebhookEndpointPage, WebhookEndpointParams, WebhookEndpointView, WebhookEventTypes, WebhookPinged, WebhookTrafficView,
} from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ChangeWebhookEndpointHandler } from './change-webhook-endpoint.handler.ts';
import { PingWebhookEndpointHandler } from './ping-webhook-endpoint.handler.ts';
import { RegisterWebhookEndpointHandler } from './register-webhook-endpoint.handler.ts';
import { RotateWebhookSecretHandler } from './rotate-webhook-secret.handler.ts';
import { WebhookEndpointsQueries } from './webhook-endpoints.queries.ts';
import { eventTypesFor } from './webhook-event-types.calc.ts';

@Controller('api/v1/intake/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly queries: WebhookEndpointsQueries,
    private readonly registerEndpoint: RegisterWebhookEndpointHandler,
    private readonly changeEndpoint: ChangeWebhookEndpointHandler,
    private readonly rotateSecret: RotateWebhookSecretHandler,
    private readonly pingEndpoint: PingWebhookEndpointHandler,
  ) {}

  @Get()
  @RequirePermission('intake.webhook-endpoint.read')
  @Returns(WebhookEndpointPage, 'List webhook endpoints, newest first', { query: ListWebhookEndpointsQuery })
  list(@Query(zod(ListWebhookEndpointsQuery)) query: ListWebhookEndpointsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('event-types')
  @RequirePermission('intake.webhook-endpoint.read')
  @Returns(WebhookEventTypes, 'List the events that the caller can have an endpoint told of')
  eventTypes(@CurrentActor() actor: Actor) {
    return eventTypesFor(actor);
  }

  @Get(':webhookEndpointId')
  @RequirePermission('intake.webhook-endpoint.read')
  @Returns(WebhookEndpointView, 'Read a webhook endpoint, without its secrets')
  read(@Param(zod(WebhookEndpointParams)) { webhookEndpointId }: WebhookEndpointParams, @CurrentActor() actor: Actor) {
    return this.queries.read(webhookEndpointId, actor);
  }

  @Get(':webhookEndpointId/traffic')
  @RequirePermission('intake.webhook-endpoint.read')
  @Returns(WebhookTrafficView, 'Tell whether an endpoint works, and how its messages stand')
  traffic(@Param(zod(WebhookEndpointParams)) { webhookEndpointId }: WebhookEndpointParams, @CurrentActor() actor: Actor) {
    return this.queries.traffic(webhookEndpointId, actor);
  }

  // In person: an endpoint is told what its owner may see, and a key may see less than whom it acts for.
  @Post()
  @InPerson()
  @IdempotencyExempt('its answer holds the secret')
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(IssuedWebhookSecret, 'Register a webhook endpoint; its secret is shown this once')
  async register(@Body(zod(RegisterWebhookEndpointBody)) body: RegisterWebhookEndpointBody, @CurrentActor() actor: Actor) {
    const { id, secret } = await this.registerEndpoint.execute(body, actor);
    return { endpoint: await this.queries.read(id, actor), secret };
  }

  @Put(':webhookEndpointId')
  @InPerson()
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(WebhookEndpointView, 'Change a webhook endpoint; whoever does answers for it from then on')
  async change(@Param(zod(WebhookEndpointParams)) { webhookEndpointId }: WebhookEndpointParams, @IfMatch() version: number, @Body(zod(ChangeWebhookEndpointBody)) body: ChangeWebhookEndpointBody, @CurrentActor() actor: Actor) {
    await this.queries.read(webhookEndpointId, actor);
    await this.changeEndpoint.execute({ webhookEndpointId, version, body }, actor);
    return this.queries.read(webhookEndpointId, actor);
  }

  @Post(':webhookEndpointId/activate')
  @HttpCode(200)
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(WebhookEndpointView, 'Tell an endpoint of events again, and of what waits for it')
  activate(@Param(zod(WebhookEndpointParams)) params: WebhookEndpointParams, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.switch({ ...params, version, active: true }, actor);
  }

  @Post(':webhookEndpointId/deactivate')
  @HttpCode(200)
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(WebhookEndpointView, 'Tell an endpoint nothing until it is activated again')
  deactivate(@Param(zod(WebhookEndpointParams)) params: WebhookEndpointParams, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.switch({ ...params, version, active: false }, actor);
  }

  @Post(':webhookEndpointId/rotate-secret')
  @HttpCode(200)
  @InPerson()
  @IdempotencyExempt('its answer holds the secret')
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(IssuedWebhookSecret, 'Make another secret; for a while messages are signed with both')
  async rotate(@Param(zod(WebhookEndpointParams)) { webhookEndpointId }: WebhookEndpointParams, @IfMatch() version: number, @Body(zod(RotateWebhookSecretBody)) { overlapHours }: RotateWebhookSecretBody, @CurrentActor() actor: Actor) {
    await this.queries.read(webhookEndpointId, actor);
    const secret = await this.rotateSecret.execute({ webhookEndpointId, version, overlapHours });
    return { endpoint: await this.queries.read(webhookEndpointId, actor), secret };
  }

  @Post(':webhookEndpointId/ping')
  @HttpCode(202)
  @RequirePermission('intake.webhook-endpoint.manage')
  @Returns(WebhookPinged, 'Send an endpoint a message that tells of nothing')
  async ping(@Param(zod(WebhookEndpointParams)) { webhookEndpointId }: WebhookEndpointParams, @CurrentActor() actor: Actor) {
    await this.queries.read(webhookEndpointId, actor);
    return { deliveryId: await this.pingEndpoint.execute(webhookEndpointId, actor) };
  }

  private async switch(at: { webhookEndpointId: string; version: number; active: boolean }, actor: Actor): Promise<WebhookEndpointView> {
    await this.queries.read(at.webhookEndpointId, actor);
    await this.changeEndpoint.switch(at);
    return this.queries.read(at.webhookEndpointId, actor);
  }
}
