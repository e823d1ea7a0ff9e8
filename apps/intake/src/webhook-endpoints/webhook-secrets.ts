import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '@kairos/service-kit';

/** What the secrets of a webhook endpoint are sealed for. */
export const webhookSecretPurpose = (webhookEndpointId: string): string => `secret of webhook endpoint ${webhookEndpointId}`;

/** Makes, seals and opens the secrets that messages to webhook endpoints are signed with. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly box: SecretBox) {}

  /** 256 random bits, written as Standard Webhooks does. */
  make(): string {
    return `whsec_${randomBytes(32).toString('base64')}`;
  }

  seal(secret: string, webhookEndpointId: string): string {
    return this.box.seal(secret, webhookSecretPurpose(webhookEndpointId));
  }

  open(sealed: string, webhookEndpointId: string): string {
    return this.box.open(sealed, webhookSecretPurpose(webhookEndpointId));
  }
}
