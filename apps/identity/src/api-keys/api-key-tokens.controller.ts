import { Body, Controller, Header, Headers, HttpCode, Post } from '@nestjs/common';
import { Public } from '@kairos/auth';
import { ApiKeyToken, ApiKeyTokenBody } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { ServiceSecrets } from '../service-tokens/service-secrets.ts';
import { IssueApiKeyTokenHandler } from './issue-api-key-token.handler.ts';

@Controller('api/v1/identity/api-key-tokens')
export class ApiKeyTokensController {
  constructor(
    private readonly secrets: ServiceSecrets,
    private readonly issueApiKeyToken: IssueApiKeyTokenHandler,
  ) {}

  @Post()
  @HttpCode(200)
  @Public('authenticated by the secret of the gateway, in HTTP Basic')
  @IdempotencyExempt('the request and the answer hold secrets')
  @Header('cache-control', 'no-store')
  @Returns(ApiKeyToken, 'The access token that the gateway passes on for an API key')
  issue(@Headers('authorization') authorization: string | undefined, @Body(zod(ApiKeyTokenBody)) body: ApiKeyTokenBody): Promise<ApiKeyToken> {
    this.secrets.demandGateway(authorization);
    return this.issueApiKeyToken.execute(body);
  }
}
