import { Controller, Get, Param, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PlantId, PlantObligations, PlantObligationsQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PlantObligationsQueries } from './plant-obligations.queries.ts';

@Controller('api/v1/workflows/plants/:plantId/obligations')
export class PlantObligationsController {
  constructor(private readonly queries: PlantObligationsQueries) {}

  @Get()
  @RequirePermission('workflows.deadline.read')
  @Returns(PlantObligations, 'List the obligations of the pack for one plant: which apply, which do not, and why')
  list(@Param('plantId', zod(PlantId)) plantId: PlantId, @Query(zod(PlantObligationsQuery)) query: PlantObligationsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(plantId, query, actor);
  }
}
