import { Module } from '@nestjs/common';
import { QuotaQueries } from './quota.queries.ts';
import { StatisticsController } from './statistics.controller.ts';
import { StatisticsQueries } from './statistics.queries.ts';

@Module({ controllers: [StatisticsController], providers: [QuotaQueries, StatisticsQueries] })
export class StatisticsModule {}
