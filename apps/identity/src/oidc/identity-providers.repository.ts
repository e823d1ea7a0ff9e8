import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant } from '@kairos/tenancy';
import { SecretBox } from '@kairos/service-kit';
import { clientSecretPurpose, IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProviderNotFound } from './identity-provider.errors.ts';
import { IdentityProviderDisabled } from './oidc.errors.ts';
import type { Client } from './openid-issuers.ts';

@Injectable()
export class IdentityProvidersRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly secrets: SecretBox,
  ) {}

  /** The provider somebody wants to sign in with. */
  async forSignIn(identityProviderId: string): Promise<IdentityProvider> {
    const provider = await this.byId(identityProviderId);
    if (!provider.enabled) throw new IdentityProviderDisabled();
    return provider;
  }

  /** A provider before it is known whose it is. One that is disabled signs nobody in, and still tells who signed out. */
  async byId(identityProviderId: string): Promise<IdentityProvider> {
    const [row] = await this.em.fork().execute<{ tenantId: string | null }[]>('select tenant_of_identity_provider(?) as "tenantId"', [identityProviderId]);
    const tenantId = row?.tenantId;
    const provider = tenantId ? await runAsTenant(this.em, tenantId, () => this.em.findOne(IdentityProvider, identityProviderId)) : null;
    if (!provider) throw new IdentityProviderNotFound();
    return provider;
  }

  seal = (secret: string, providerId: string): string => this.secrets.seal(secret, clientSecretPurpose(providerId));

  client({ id, issuer, clientId, clientSecret }: IdentityProvider): Client {
    return { issuer, clientId, clientSecret: !clientSecret ? undefined : this.secrets.open(clientSecret, clientSecretPurpose(id)) };
  }
}
