import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SecretBox } from '@kairos/service-kit';
import { AccessTokens } from './access-tokens.ts';
import { KeysController } from './keys.controller.ts';
import { SigningKeys } from './signing-keys.ts';

@Module({})
export class KeysModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly keys: SigningKeys) {}

  static forKeys(keys: SigningKeys, secrets: SecretBox): DynamicModule {
    return {
      module: KeysModule,
      global: true,
      controllers: [KeysController],
      providers: [{ provide: SigningKeys, useValue: keys }, { provide: SecretBox, useValue: secrets }, AccessTokens],
      exports: [SigningKeys, SecretBox, AccessTokens],
    };
  }

  onModuleInit(): void {
    this.keys.start();
  }

  onApplicationShutdown(): void {
    this.keys.stop();
  }
}
