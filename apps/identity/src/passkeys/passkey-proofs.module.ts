import { Global, Module, type DynamicModule } from '@nestjs/common';
import { PasskeyOrigin } from './passkey-origin.ts';
import { PasskeysRepository } from './passkeys.repository.ts';
import { Passkeys } from './passkeys.ts';

/** Passkeys as a proof, for every way of signing in. */
@Global()
@Module({})
export class PasskeyProofsModule {
  static forOrigin(origin: PasskeyOrigin): DynamicModule {
    return { module: PasskeyProofsModule, providers: [{ provide: PasskeyOrigin, useValue: origin }, PasskeysRepository, Passkeys], exports: [PasskeysRepository, Passkeys] };
  }
}
