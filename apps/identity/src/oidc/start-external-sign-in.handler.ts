import { Injectable } from '@nestjs/common';
import { SecretBox } from '@kairos/service-kit';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { ReturnToRefused } from './oidc.errors.ts';
import { OpenIdIssuers } from './openid-issuers.ts';
import { beginSignIn, sealPending } from './pending-sign-in.ts';
import { localPath } from './return-to.calc.ts';
import { callbackPath } from './sign-in-paths.ts';

export type StartExternalSignIn = { identityProviderId: string; returnTo: string | undefined; reauthenticate: boolean; origin: string };

@Injectable()
export class StartExternalSignInHandler {
  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly secrets: SecretBox,
  ) {}

  /** @returns where to send the browser, and the cookie it has to bring back */
  async execute({ identityProviderId, returnTo = '/', reauthenticate, origin }: StartExternalSignIn): Promise<{ location: string; cookie: string }> {
    const path = localPath(returnTo);
    if (path === undefined) throw new ReturnToRefused();
    const provider = await this.providers.forSignIn(identityProviderId);
    const pending = beginSignIn({ providerId: provider.id, redirectUri: `${origin}${callbackPath(provider.id)}`, returnTo: path }, new Date());
    const url = await this.issuers.authorizationUrl(this.providers.client(provider), { ...pending, scopes: provider.scopes, reauthenticate });
    return { location: url.href, cookie: sealPending(pending, this.secrets) };
  }
}
