import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { FindFittingRecipesBody, FittingRecipes } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { FittingRecipesQueries } from './fitting-recipes.queries.ts';

@Controller('api/v1/intake/recipes/fitting')
export class FittingRecipesController {
  constructor(private readonly queries: FittingRecipesQueries) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('intake.recipe.read')
  @ChangesNothing('it tells what fits, and nothing is stored')
  @IdempotencyExempt('nothing is stored')
  @Returns(FittingRecipes, 'Tell which recipes a file may have been made for, by its columns')
  find(@Body(zod(FindFittingRecipesBody)) body: FindFittingRecipesBody, @CurrentActor() actor: Actor) {
    return this.queries.find(body, actor);
  }
}
