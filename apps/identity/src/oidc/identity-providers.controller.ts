import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import {
  ChangeIdentityProviderBody, IdentityProviderPage, IdentityProviderParams, IdentityProviderView, ListIdentityProvidersQuery, RegisterIdentityProviderBody, TriedRoleMapping, TryRoleMappingBody,
} from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ChangeIdentityProviderHandler } from './change-identity-provider.handler.ts';
import { IdentityProvidersQueries } from './identity-providers.queries.ts';
import { RegisterIdentityProviderHandler } from './register-identity-provider.handler.ts';
import { RemoveIdentityProviderHandler } from './remove-identity-provider.handler.ts';

@Controller('api/v1/identity/identity-providers')
export class IdentityProvidersController {
  constructor(
    private readonly queries: IdentityProvidersQueries,
    private readonly registerProvider: RegisterIdentityProviderHandler,
    private readonly changeProvider: ChangeIdentityProviderHandler,
    private readonly removeProvider: RemoveIdentityProviderHandler,
  ) {}

  @Get()
  @RequirePermission('identity.identity-provider.manage')
  @Returns(IdentityProviderPage, 'The identity providers of the tenant by label', { query: ListIdentityProvidersQuery })
  list(@Query(zod(ListIdentityProvidersQuery)) query: ListIdentityProvidersQuery): Promise<IdentityProviderPage> {
    return this.queries.list(query);
  }

  @Get(':identityProviderId')
  @RequirePermission('identity.identity-provider.manage')
  @Returns(IdentityProviderView, 'One identity provider, without its client secret')
  read(@Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams): Promise<IdentityProviderView> {
    return this.queries.read(identityProviderId);
  }

  @Post()
  @RequirePermission('identity.identity-provider.manage')
  @RequireStepUp()
  @Returns(IdentityProviderView, 'Adds an identity provider, once its issuer has answered for itself')
  async register(@Body(zod(RegisterIdentityProviderBody)) body: RegisterIdentityProviderBody, @CurrentActor() actor: Actor): Promise<IdentityProviderView> {
    return this.queries.read(await this.registerProvider.execute(body, actor));
  }

  @Put(':identityProviderId')
  @RequirePermission('identity.identity-provider.manage')
  @RequireStepUp()
  @Returns(IdentityProviderView, 'Changes an identity provider and its role mapping')
  async change(
    @Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams,
    @IfMatch() version: number,
    @Body(zod(ChangeIdentityProviderBody)) body: ChangeIdentityProviderBody,
    @CurrentActor() actor: Actor,
  ): Promise<IdentityProviderView> {
    await this.changeProvider.execute({ ...body, identityProviderId, version }, actor);
    return this.queries.read(identityProviderId);
  }

  @Delete(':identityProviderId')
  @HttpCode(204)
  @RequirePermission('identity.identity-provider.manage')
  @RequireStepUp()
  @Returns(null, 'Removes an identity provider: nobody signs in with it any more')
  async remove(@Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.removeProvider.execute({ identityProviderId, version }, actor);
  }

  @Post(':identityProviderId/test-mapping')
  @HttpCode(200)
  @RequirePermission('identity.identity-provider.manage')
  @ChangesNothing('it tries the mapping on claims')
  @IdempotencyExempt('it changes nothing, and claims are about people')
  @Returns(TriedRoleMapping, 'Which rules match these claims and which roles come out; nothing is stored')
  tryMapping(@Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams, @Body(zod(TryRoleMappingBody)) body: TryRoleMappingBody): Promise<TriedRoleMapping> {
    return this.queries.tryMapping(identityProviderId, body);
  }
}
