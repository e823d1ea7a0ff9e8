import { Module } from '@nestjs/common';
import { RecipePreviewsModule } from '../recipe-previews/recipe-previews.module.ts';
import { RecipesModule } from '../recipes/recipes.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { FittingRecipesController } from './fitting-recipes.controller.ts';
import { FittingRecipesQueries } from './fitting-recipes.queries.ts';
import { ProposeRecipeQueries } from './propose-recipe.queries.ts';
import { SuggestionsController } from './suggestions.controller.ts';

@Module({
  imports: [RecipePreviewsModule, RecipesModule, SourceFilesModule],
  controllers: [FittingRecipesController, SuggestionsController],
  providers: [FittingRecipesQueries, ProposeRecipeQueries],
})
export class SuggestionsModule {}
