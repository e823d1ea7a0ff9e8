import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeyLimits } from './api-key-limits.config.ts';
import { ApiKeySnapshots } from './api-key-snapshots.job.ts';
import { ApiKeyTokensController } from './api-key-tokens.controller.ts';
import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeysQueries } from './api-keys.queries.ts';
import { ApiKeysRepository } from './api-keys.repository.ts';
import { CreateApiKeyHandler } from './create-api-key.handler.ts';
import { IssueApiKeyTokenHandler } from './issue-api-key-token.handler.ts';
import { OwnApiKeysController } from './own-api-keys.controller.ts';
import { RevokeApiKeyHandler } from './revoke-api-key.handler.ts';
import { RotateApiKeyHandler } from './rotate-api-key.handler.ts';
import { TakeOverApiKeyHandler } from './take-over-api-key.handler.ts';
import { UpdateApiKeyHandler } from './update-api-key.handler.ts';

@Module({})
export class ApiKeysModule {
  static forLimits(limits: ApiKeyLimits): DynamicModule {
    return {
      module: ApiKeysModule,
      controllers: [ApiKeysController, OwnApiKeysController, ApiKeyTokensController],
      providers: [
        { provide: ApiKeyLimits, useValue: limits },
        ApiKeysQueries, ApiKeysRepository, ApiKeySnapshots,
        CreateApiKeyHandler, UpdateApiKeyHandler, RotateApiKeyHandler, RevokeApiKeyHandler, TakeOverApiKeyHandler, IssueApiKeyTokenHandler,
      ],
    };
  }
}
