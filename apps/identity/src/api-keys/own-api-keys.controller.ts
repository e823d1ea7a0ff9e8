import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ChangesNothing, CurrentActor, InPerson, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { ApiKeyPage, ApiKeyParams, ApiKeyView, CreateOwnApiKeyBody, IssuedApiKey, ListOwnApiKeysQuery, RevokeApiKeyBody, RotateApiKeyBody, UpdateApiKeyBody } from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ApiKeysQueries } from './api-keys.queries.ts';
import { CreateApiKeyHandler } from './create-api-key.handler.ts';
import { RevokeApiKeyHandler } from './revoke-api-key.handler.ts';
import { RotateApiKeyHandler } from './rotate-api-key.handler.ts';
import { UpdateApiKeyHandler } from './update-api-key.handler.ts';

const own = true;

@Controller('api/v1/identity/me/api-keys')
export class OwnApiKeysController {
  constructor(
    private readonly queries: ApiKeysQueries,
    private readonly createApiKey: CreateApiKeyHandler,
    private readonly updateApiKey: UpdateApiKeyHandler,
    private readonly rotateApiKey: RotateApiKeyHandler,
    private readonly revokeApiKey: RevokeApiKeyHandler,
  ) {}

  @Get()
  @RequirePermission('authenticated')
  @InPerson()
  @Returns(ApiKeyPage, 'The caller’s personal keys, newest first', { query: ListOwnApiKeysQuery })
  list(@Query(zod(ListOwnApiKeysQuery)) query: ListOwnApiKeysQuery, @CurrentActor() actor: Actor): Promise<ApiKeyPage> {
    return this.queries.listOwn(query, actor);
  }

  @Post()
  @RequirePermission('authenticated')
  @InPerson()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds a secret')
  @Returns(IssuedApiKey, 'Creates a key that acts as the caller, with a part of their rights; its secret is shown this once')
  async create(@Body(zod(CreateOwnApiKeyBody)) body: CreateOwnApiKeyBody, @CurrentActor() actor: Actor): Promise<IssuedApiKey> {
    return this.queries.issued(await this.createApiKey.execute({ ...body, kind: 'personal' }, actor), actor);
  }

  @Patch(':apiKeyId')
  @RequirePermission('authenticated')
  @InPerson()
  @RequireStepUp()
  @Returns(ApiKeyView, 'Changes name, scopes, rows, addresses, limit or end of a personal key')
  async update(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(UpdateApiKeyBody)) body: UpdateApiKeyBody, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    await this.updateApiKey.execute({ apiKeyId, version, own }, body, actor);
    return this.queries.read(apiKeyId, actor);
  }

  @Post(':apiKeyId/rotate')
  @HttpCode(200)
  @RequirePermission('authenticated')
  @InPerson()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds a secret')
  @Returns(IssuedApiKey, 'A second secret of a personal key; the first ends after its grace')
  async rotate(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(RotateApiKeyBody)) { graceHours }: RotateApiKeyBody, @CurrentActor() actor: Actor): Promise<IssuedApiKey> {
    return this.queries.issued(await this.rotateApiKey.execute({ apiKeyId, version, own }, graceHours, actor), actor);
  }

  @Post(':apiKeyId/revoke')
  @ChangesNothing('a key can be revoked whatever the standing of its tenant')
  @HttpCode(200)
  @RequirePermission('authenticated')
  @InPerson()
  @Returns(ApiKeyView, 'Ends a personal key for good')
  async revoke(@Param(zod(ApiKeyParams)) { apiKeyId }: ApiKeyParams, @IfMatch() version: number, @Body(zod(RevokeApiKeyBody)) _body: RevokeApiKeyBody, @CurrentActor() actor: Actor): Promise<ApiKeyView> {
    await this.revokeApiKey.execute({ apiKeyId, version, own }, actor);
    return this.queries.read(apiKeyId, actor);
  }
}
