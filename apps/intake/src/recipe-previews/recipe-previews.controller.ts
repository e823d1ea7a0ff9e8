import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { PreviewRecipeBody, RecipePreview } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { PreviewRecipeQueries } from './preview-recipe.queries.ts';

@Controller('api/v1/intake/recipes/preview')
export class RecipePreviewsController {
  constructor(private readonly queries: PreviewRecipeQueries) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('intake.source-file.read')
  @ChangesNothing('it shows what rows would become')
  @IdempotencyExempt('nothing is stored')
  @Returns(RecipePreview, 'Try a recipe or a draft on the first 50 rows of a file')
  preview(@Body(zod(PreviewRecipeBody)) body: PreviewRecipeBody, @CurrentActor() actor: Actor) {
    return this.queries.preview(body, actor);
  }
}
