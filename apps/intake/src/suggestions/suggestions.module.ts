import { Module } from '@nestjs/common';
import { RecipePreviewsModule } from '../recipe-previews/recipe-previews.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { ProposeRecipeQueries } from './propose-recipe.queries.ts';
import { SuggestionsController } from './suggestions.controller.ts';

@Module({
  imports: [RecipePreviewsModule, SourceFilesModule],
  controllers: [SuggestionsController],
  providers: [ProposeRecipeQueries],
})
export class SuggestionsModule {}
