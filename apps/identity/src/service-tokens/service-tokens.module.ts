import { Module, type DynamicModule } from '@nestjs/common';
import { UsersModule } from '../users/users.module.ts';
import { IssueServiceTokenHandler } from './issue-service-token.handler.ts';
import { ServiceSecrets } from './service-secrets.ts';
import { ServiceTokensController } from './service-tokens.controller.ts';

@Module({})
export class ServiceTokensModule {
  static forSecrets(sha256ByService: Readonly<Record<string, string>>): DynamicModule {
    return {
      module: ServiceTokensModule,
      global: true,
      imports: [UsersModule],
      controllers: [ServiceTokensController],
      providers: [{ provide: ServiceSecrets, useValue: new ServiceSecrets(sha256ByService) }, IssueServiceTokenHandler],
      exports: [ServiceSecrets],
    };
  }
}
