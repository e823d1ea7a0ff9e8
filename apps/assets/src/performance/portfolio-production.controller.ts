import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PortfolioProduction, PortfolioProductionQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PortfolioProductionQueries } from './portfolio-production.queries.ts';

@Controller('api/v1/assets/plants/production')
export class PortfolioProductionController {
  constructor(private readonly queries: PortfolioProductionQueries) {}

  @Get()
  @RequirePermission('assets.performance.read')
  @Returns(PortfolioProduction, 'Read what the plants of a portfolio yielded in a month, and how that compares with the month before and the targets')
  read(@Query(zod(PortfolioProductionQuery)) query: PortfolioProductionQuery, @CurrentActor() actor: Actor) {
    return this.queries.read(query, actor);
  }
}
