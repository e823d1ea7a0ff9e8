import { Global, Module } from '@nestjs/common';
import { AccessController } from './access.controller.ts';
import { AccessQueries } from './access.queries.ts';
import { AccessSnapshots } from './access-snapshots.job.ts';

@Global()
@Module({ controllers: [AccessController], providers: [AccessQueries, AccessSnapshots], exports: [AccessQueries] })
export class AccessModule {}
