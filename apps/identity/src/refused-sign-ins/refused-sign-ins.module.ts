import { Global, Module, type DynamicModule } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { SignInConfig } from '../config.ts';
import { RefusedSignIns } from './refused-sign-ins.repository.ts';
import { TellRefusedSignIns } from './tell-refused-sign-ins.job.ts';

/** What became of sign-ins that opened nothing, for whatever opens sessions. */
@Global()
@Module({})
export class RefusedSignInsModule {
  static forConfig({ SIGN_IN_LOCK_MINUTES }: SignInConfig): DynamicModule {
    const refused = { provide: RefusedSignIns, useFactory: (em: EntityManager) => new RefusedSignIns(em, SIGN_IN_LOCK_MINUTES), inject: [EntityManager] };
    return { module: RefusedSignInsModule, providers: [refused, TellRefusedSignIns], exports: [RefusedSignIns] };
  }
}
