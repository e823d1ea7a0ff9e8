import { Controller, Get, Param } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PlantEstimates, PlantId } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { EstimatesQueries } from './estimates.queries.ts';

@Controller('api/v1/assets/plants/:plantId/estimates')
export class EstimatesController {
  constructor(private readonly queries: EstimatesQueries) {}

  @Get()
  @RequirePermission('assets.plant.read')
  @Returns(PlantEstimates, 'Estimate what a plant yields, earns and costs, with the arithmetic')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, actor);
  }
}
