import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SIGN_IN_CONFIG, type SignInConfig } from '../config.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { TellOfLocks } from './tell-of-locks.job.ts';

/** Counting of wrong passwords, for whatever asks for one. */
@Global()
@Module({})
export class AttemptsModule {
  static forConfig(config: SignInConfig): DynamicModule {
    return { module: AttemptsModule, providers: [{ provide: SIGN_IN_CONFIG, useValue: config }, AttemptsRepository, TellOfLocks], exports: [AttemptsRepository] };
  }
}
