import { Module } from '@nestjs/common';
import { RetentionPeriods } from './retention-periods.ts';
import { RetentionController } from './retention.controller.ts';
import { RetentionQueries } from './retention.queries.ts';
import { SetRetentionScheduleHandler } from './set-retention-schedule.handler.ts';

@Module({ controllers: [RetentionController], providers: [RetentionPeriods, RetentionQueries, SetRetentionScheduleHandler], exports: [RetentionPeriods] })
export class RetentionModule {}
