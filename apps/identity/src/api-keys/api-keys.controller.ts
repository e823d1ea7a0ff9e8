import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ChangesNothing, CurrentActor, InPerson, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { ApiKeyPage, ApiKeyParams, ApiKeyView, CreateApiKeyBody, IssuedApiKey, ListApiKeysQuery, RevokeApiKeyBody, RotateApiKeyBody, UpdateApiKeyBody } from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ApiKeysQueries } from './api-keys.queries.ts';
import { CreateApiKeyHandler } from './create-api-key.handler.ts';
import { RevokeApiKeyHandler } from './revoke-api-key.handler.ts';
import { RotateApiKeyHandler } from './rotate-api-key.handler.ts';
import { TakeOverApiKeyHandler } from './take-over-api-key.handler.ts';
import { UpdateApiKeyHandler } from './update-api-key.handler.ts';

const own = false;

@Controller('api/v1/identity/api-keys')
export class ApiKeysController {
  constructor(
    private readonly queries: ApiKeysQueries,
    private readonly createApiKey: CreateApiKeyHandler,
    private readonly updateApiKey: UpdateApiKeyHandler,
    private readonly rotateApiKey: RotateApiKeyHandler,
    private readonly revokeApiKey: RevokeApiKeyHandler,
    private readonly takeOverApiKey: TakeOverApiKeyHandler,
  ) {}

  @Get()
  @RequirePermission('identity.api-key.manage')
  @Returns(ApiKeyPage, 'All keys of the tenant, newest first', { query: ListApiKeysQuery })
  list(@Query(zod(ListApiKeysQuery)) query: ListApiKeysQuery): Promise<ApiKeyPage> {
    return this.queries.list(query);
  }

  @Get(':apiKeyId')
  @RequirePermission('authenticated')
  @Returns(ApiKeyView, 'One key: of the caller, or anybody’s for whoever manages keys')
  read(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    return this.queries.read(apiKeyId, actor);
  }

  @Post()
  @RequirePermission('identity.api-key.manage')
  @InPerson()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds a secret')
  @Returns(IssuedApiKey, 'Creates a key of a service or an integration, with a part of the caller’s rights; its secret is shown this once')
  async create(@Body(zod(CreateApiKeyBody)) body: CreateApiKeyBody, @CurrentActor() actor: Actor): Promise<IssuedApiKey> {
    return this.queries.issued(await this.createApiKey.execute(body, actor), actor);
  }

  @Patch(':apiKeyId')
  @RequirePermission('identity.api-key.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(ApiKeyView, 'Changes name, scopes, rows, addresses, limit or end of a key of a service or an integration')
  async update(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(UpdateApiKeyBody)) body: UpdateApiKeyBody, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    await this.updateApiKey.execute({ apiKeyId, version, own }, body, actor);
    return this.queries.read(apiKeyId, actor);
  }

  @Post(':apiKeyId/rotate')
  @HttpCode(200)
  @RequirePermission('identity.api-key.manage')
  @InPerson()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds a secret')
  @Returns(IssuedApiKey, 'A second secret of a key of a service or an integration; the first ends after its grace')
  async rotate(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(RotateApiKeyBody)) { graceHours }: RotateApiKeyBody, @CurrentActor() actor: Actor): Promise<IssuedApiKey> {
    return this.queries.issued(await this.rotateApiKey.execute({ apiKeyId, version, own }, graceHours, actor), actor);
  }

  @Post(':apiKeyId/take-over')
  @HttpCode(200)
  @RequirePermission('identity.api-key.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(ApiKeyView, 'The caller answers for a key of a service or an integration from now on')
  async takeOver(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    await this.takeOverApiKey.execute({ apiKeyId, version, own }, actor);
    return this.queries.read(apiKeyId, actor);
  }

  @Post(':apiKeyId/revoke')
  @ChangesNothing('a key can be revoked whatever the standing of its tenant')
  @HttpCode(200)
  @RequirePermission('identity.api-key.manage')
  @Returns(ApiKeyView, 'Ends anybody’s key for good')
  async revoke(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(RevokeApiKeyBody)) _body: RevokeApiKeyBody, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    await this.revokeApiKey.execute({ apiKeyId, version, own }, actor);
    return this.queries.read(apiKeyId, actor);
  }
}
