import { Global, Module } from '@nestjs/common';
import { MfaModule } from '../mfa/mfa.module.ts';
import { AccessController } from './access.controller.ts';
import { AccessQueries } from './access.queries.ts';
import { AccessSnapshots } from './access-snapshots.job.ts';
import { ApplyCatalogueHandler } from './apply-catalogue.handler.ts';
import { ApplyCatalogue } from './apply-catalogue.job.ts';
import { AuthzController } from './authz.controller.ts';
import { ExplanationsQueries } from './explanations.queries.ts';

@Global()
@Module({ imports: [MfaModule], controllers: [AccessController, AuthzController], providers: [AccessQueries, ExplanationsQueries, AccessSnapshots, ApplyCatalogueHandler, ApplyCatalogue], exports: [AccessQueries] })
export class AccessModule {}
