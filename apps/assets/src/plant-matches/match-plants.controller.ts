import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { MatchBody, MatchResults } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { MatchPlantsQueries } from './match-plants.queries.ts';

@Controller('api/v1/assets/plants/match')
export class MatchPlantsController {
  constructor(private readonly queries: MatchPlantsQueries) {}

  @Post()
  @HttpCode(200)
  @ChangesNothing('it answers a question')
  @RequirePermission('assets.plant.read')
  @Returns(MatchResults, 'Find the plants that the names in a file may stand for')
  match(@Body(zod(MatchBody)) body: MatchBody, @CurrentActor() actor: Actor): Promise<MatchResults> {
    return this.queries.match(body, actor);
  }
}
