import { Module, type DynamicModule } from '@nestjs/common';
import { RolesModule } from '../roles/roles.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { ChangeIdentityProviderHandler } from './change-identity-provider.handler.ts';
import { EndSessionsOfIssuerHandler } from './end-sessions-of-issuer.handler.ts';
import { ExternalAccountsRepository } from './external-accounts.repository.ts';
import { ExternalSessionsRepository } from './external-sessions.repository.ts';
import { ExternalSignInController } from './external-sign-in.controller.ts';
import { ExternalSignOutController } from './external-sign-out.controller.ts';
import { FinishExternalSignInHandler } from './finish-external-sign-in.handler.ts';
import { IdentityProvidersController } from './identity-providers.controller.ts';
import { IdentityProvidersQueries } from './identity-providers.queries.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { OpenIdIssuers } from './openid-issuers.ts';
import { ReachedMembersRepository } from './reached-members.repository.ts';
import { RegisterIdentityProviderHandler } from './register-identity-provider.handler.ts';
import { RemoveIdentityProviderHandler } from './remove-identity-provider.handler.ts';
import { ResetRoleOverrideHandler } from './reset-role-override.handler.ts';
import { RoleOverrideController } from './role-override.controller.ts';
import { SignOutAtIssuerHandler } from './sign-out-at-issuer.handler.ts';
import { StartExternalSignInHandler } from './start-external-sign-in.handler.ts';

@Module({})
export class OidcModule {
  static forIssuers({ allowPrivate }: { allowPrivate: boolean }): DynamicModule {
    return {
      module: OidcModule,
      imports: [RolesModule, UsersModule, SessionsModule],
      controllers: [IdentityProvidersController, ExternalSignInController, ExternalSignOutController, RoleOverrideController],
      providers: [
        { provide: OpenIdIssuers, useValue: new OpenIdIssuers(allowPrivate) },
        IdentityProvidersRepository, IdentityProvidersQueries, RegisterIdentityProviderHandler, ChangeIdentityProviderHandler, RemoveIdentityProviderHandler,
        ExternalAccountsRepository, ExternalSessionsRepository, StartExternalSignInHandler, FinishExternalSignInHandler, SignOutAtIssuerHandler, EndSessionsOfIssuerHandler,
        ResetRoleOverrideHandler, ReachedMembersRepository,
      ],
    };
  }
}
