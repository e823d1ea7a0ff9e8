import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { ExpressionSandboxes } from '../expressions/expression-sandboxes.ts';
import { PublishRecipeHandler } from './publish-recipe.handler.ts';
import { RecipeProof } from './recipe-proof.ts';
import { RecipeSnapshots } from './recipe-snapshots.job.ts';
import { RecipeVersions } from './recipe-versions.repository.ts';
import { RecipesController } from './recipes.controller.ts';
import { RecipesQueries } from './recipes.queries.ts';
import { ShippedRecipes } from './shipped-recipes.ts';

@Module({
  imports: [ConnectorsModule],
  controllers: [RecipesController],
  providers: [ExpressionSandboxes, PublishRecipeHandler, RecipeProof, RecipeSnapshots, RecipeVersions, RecipesQueries, ShippedRecipes],
  exports: [ExpressionSandboxes, RecipeProof, RecipeVersions, RecipesQueries, ShippedRecipes],
})
export class RecipesModule {}
