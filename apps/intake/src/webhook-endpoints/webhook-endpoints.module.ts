import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module.ts';
import { ChangeWebhookEndpointHandler } from './change-webhook-endpoint.handler.ts';
import { PingWebhookEndpointHandler } from './ping-webhook-endpoint.handler.ts';
import { QueueWebhooksWhenDeadlinesChange, QueueWebhooksWhenImportsRun, QueueWebhooksWhenPlantsChange, WebhookListeners } from './queue-webhooks-when-something-happens.consumer.ts';
import { RegisterWebhookEndpointHandler } from './register-webhook-endpoint.handler.ts';
import { RotateWebhookSecretHandler } from './rotate-webhook-secret.handler.ts';
import { WebhookAddresses } from './webhook-addresses.ts';
import { WebhookEndpointsController } from './webhook-endpoints.controller.ts';
import { WebhookEndpointsQueries } from './webhook-endpoints.queries.ts';
import { WebhookMessages } from './webhook-messages.repository.ts';
import { WebhookOrigin } from './webhook-origin.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

@Module({
  imports: [DeliveriesModule],
  controllers: [WebhookEndpointsController],
  providers: [
    ChangeWebhookEndpointHandler, PingWebhookEndpointHandler, QueueWebhooksWhenDeadlinesChange, QueueWebhooksWhenImportsRun, QueueWebhooksWhenPlantsChange, RegisterWebhookEndpointHandler, RotateWebhookSecretHandler,
    WebhookAddresses, WebhookEndpointsQueries, WebhookListeners, WebhookMessages, WebhookOrigin, WebhookSecrets,
  ],
})
export class WebhookEndpointsModule {}
