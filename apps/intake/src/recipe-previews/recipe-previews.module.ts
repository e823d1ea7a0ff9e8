import { Module } from '@nestjs/common';
import { RecipesModule } from '../recipes/recipes.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { FirstRows } from './first-rows.ts';
import { PreviewRecipeQueries } from './preview-recipe.queries.ts';
import { RecipePreviewsController } from './recipe-previews.controller.ts';

@Module({
  imports: [RecipesModule, SourceFilesModule],
  controllers: [RecipePreviewsController],
  providers: [FirstRows, PreviewRecipeQueries],
  exports: [FirstRows],
})
export class RecipePreviewsModule {}
