import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PlantId, RegistryCardView, ReplaceRegistryCardBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { RegistryCardsQueries } from './registry-cards.queries.ts';
import { ReplaceRegistryCardHandler } from './replace-registry-card.handler.ts';

@Controller('api/v1/assets/plants/:plantId/registry-card')
export class RegistryCardsController {
  constructor(
    private readonly queries: RegistryCardsQueries,
    private readonly replaceRegistryCard: ReplaceRegistryCardHandler,
  ) {}

  @Get()
  @RequirePermission('assets.plant.read')
  @Returns(RegistryCardView, 'Read the registry card of a plant')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, actor);
  }

  @Put()
  @RequirePermission('assets.plant.update')
  @Returns(RegistryCardView, 'Fill in the registry card of a plant')
  async replace(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(ReplaceRegistryCardBody)) body: ReplaceRegistryCardBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.replaceRegistryCard.execute(plantId, body, version, actor);
    return this.queries.read(plantId, actor);
  }
}
