import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PlantId, RevertedPlantChanges, RevertPlantChangesBody } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { RevertPlantChangesHandler } from './revert-plant-changes.handler.ts';

@Controller('api/v1/assets/plants/:plantId/changes/revert')
export class PlantRevertsController {
  constructor(private readonly revertPlantChanges: RevertPlantChangesHandler) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('assets.plant.update')
  @Returns(RevertedPlantChanges, 'Take back changes of a plant, all of them or none')
  revert(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(RevertPlantChangesBody)) body: RevertPlantChangesBody, @CurrentActor() actor: Actor) {
    return this.revertPlantChanges.execute(plantId, body, actor);
  }
}
