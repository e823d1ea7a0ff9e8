import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ImportStatisticsView, ImportTrendsView, IntakeHealthView, IntakeQuotaView, OwnStatisticsView, RecipeUsesView, StatisticsQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { QuotaQueries } from './quota.queries.ts';
import { StatisticsQueries } from './statistics.queries.ts';

@Controller('api/v1/intake/statistics')
export class StatisticsController {
  constructor(
    private readonly queries: StatisticsQueries,
    private readonly quotas: QuotaQueries,
  ) {}

  @Get('import-jobs')
  @RequirePermission('intake.statistics.read')
  @Returns(ImportStatisticsView, 'Figures of the imports of some days: all, by status, mode, target and recipe', { query: StatisticsQuery })
  imports(@Query(zod(StatisticsQuery)) { days }: StatisticsQuery, @CurrentActor() actor: Actor) {
    return this.queries.imports(days, actor);
  }

  @Get('mine')
  @RequirePermission('intake.statistics.read')
  @Returns(OwnStatisticsView, 'What the caller has imported so far, and how much of it today')
  own(@CurrentActor() actor: Actor) {
    return this.queries.own(actor);
  }

  @Get('trends')
  @RequirePermission('intake.statistics.read')
  @Returns(ImportTrendsView, 'Imports and rows day by day, in the time zone of the tenant', { query: StatisticsQuery })
  trends(@Query(zod(StatisticsQuery)) { days }: StatisticsQuery, @CurrentActor() actor: Actor) {
    return this.queries.trends(days, actor);
  }

  @Get('quota')
  @RequirePermission('intake.statistics.read')
  @Returns(IntakeQuotaView, 'What is used of storage and of imports at once')
  quota(@CurrentActor() actor: Actor) {
    return this.quotas.read(actor);
  }

  @Get('recipes')
  @RequirePermission('intake.statistics.read')
  @Returns(RecipeUsesView, 'The recipes that are used most, new ones before old ones')
  recipes(@CurrentActor() actor: Actor) {
    return this.queries.recipes(actor);
  }

  @Get('health')
  @RequirePermission('intake.statistics.read')
  @Returns(IntakeHealthView, 'Imports that run and wait, those of the last day, and whether too many wait')
  health(@CurrentActor() actor: Actor) {
    return this.queries.health(actor);
  }
}
