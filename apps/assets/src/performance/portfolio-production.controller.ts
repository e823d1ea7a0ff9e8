import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PortfolioMonths, PortfolioMonthsQuery, PortfolioProduction, PortfolioProductionQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PortfolioMonthsQueries } from './portfolio-months.queries.ts';
import { PortfolioProductionQueries } from './portfolio-production.queries.ts';

@Controller('api/v1/assets/plants/production')
export class PortfolioProductionController {
  constructor(
    private readonly queries: PortfolioProductionQueries,
    private readonly months: PortfolioMonthsQueries,
  ) {}

  @Get()
  @RequirePermission('assets.performance.read')
  @Returns(PortfolioProduction, 'Read what the plants of a portfolio yielded in a month, and how that compares with the month before and the targets')
  read(@Query(zod(PortfolioProductionQuery)) query: PortfolioProductionQuery, @CurrentActor() actor: Actor) {
    return this.queries.read(query, actor);
  }

  @Get('months')
  @RequirePermission('assets.performance.read')
  @Returns(PortfolioMonths, 'Read what the plants of a portfolio yielded month by month, beside what was expected of them')
  readMonths(@Query(zod(PortfolioMonthsQuery)) query: PortfolioMonthsQuery, @CurrentActor() actor: Actor) {
    return this.months.read(query, actor);
  }
}
