import { Body, Controller, Header, Headers, Post } from '@nestjs/common';
import { Public } from '@kairos/auth';
import { ServiceToken, ServiceTokenBody } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { IssueServiceTokenHandler } from './issue-service-token.handler.ts';
import { ServiceSecrets } from './service-secrets.ts';

@Controller('api/v1/identity/service-tokens')
export class ServiceTokensController {
  constructor(
    private readonly secrets: ServiceSecrets,
    private readonly issueServiceToken: IssueServiceTokenHandler,
  ) {}

  @Post()
  @Public('authenticated by the secret of the service, in HTTP Basic')
  @IdempotencyExempt('the answer holds a secret')
  @Header('cache-control', 'no-store')
  @Returns(ServiceToken, 'An access token with which a service acts for one membership')
  issue(@Headers('authorization') authorization: string | undefined, @Body(zod(ServiceTokenBody)) body: ServiceTokenBody): Promise<ServiceToken> {
    return this.issueServiceToken.execute(body, this.secrets.actingService(authorization));
  }
}
