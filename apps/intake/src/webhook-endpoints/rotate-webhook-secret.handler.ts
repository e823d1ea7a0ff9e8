import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { expectVersion } from '@kairos/http';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';
import { WebhookEndpointNotFound } from './webhook-endpoint.errors.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

@Injectable()
export class RotateWebhookSecretHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly secrets: WebhookSecrets,
  ) {}

  /** @returns the new secret, to show once */
  @Transactional()
  async execute({ webhookEndpointId, version, overlapHours }: { webhookEndpointId: string; version: number; overlapHours: number }): Promise<string> {
    const endpoint = await this.em.findOne(WebhookEndpoint, webhookEndpointId);
    if (!endpoint) throw new WebhookEndpointNotFound();
    expectVersion(endpoint.version, version);
    const secret = this.secrets.make();
    endpoint.rotate(this.secrets.seal(secret, endpoint.id), overlapHours);
    return secret;
  }
}
