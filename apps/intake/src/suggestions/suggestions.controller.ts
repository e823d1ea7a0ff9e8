import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ProposeRecipeBody, RecipeProposal } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { ProposeRecipeQueries } from './propose-recipe.queries.ts';

@Controller('api/v1/intake/recipes/suggestions')
export class SuggestionsController {
  constructor(private readonly queries: ProposeRecipeQueries) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('intake.source-file.read')
  @ChangesNothing('it proposes, and nothing is stored')
  @IdempotencyExempt('nothing is stored')
  @Returns(RecipeProposal, 'Propose how the columns and values of a file map to a target')
  propose(@Body(zod(ProposeRecipeBody)) body: ProposeRecipeBody, @CurrentActor() actor: Actor) {
    return this.queries.propose(body, actor);
  }
}
