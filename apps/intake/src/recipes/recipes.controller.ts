import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ListRecipesQuery, NewRecipeBody, RecipeName, RecipePage, RecipeVersionNumber, RecipeView } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PublishRecipeHandler } from './publish-recipe.handler.ts';
import { RecipesQueries } from './recipes.queries.ts';

@Controller('api/v1/intake/recipes')
export class RecipesController {
  constructor(
    private readonly queries: RecipesQueries,
    private readonly publishRecipe: PublishRecipeHandler,
  ) {}

  @Get()
  @RequirePermission('intake.recipe.read')
  @Returns(RecipePage, 'List the newest versions of shipped recipes and of the tenant’s own')
  list(@Query(zod(ListRecipesQuery)) query: ListRecipesQuery) {
    return this.queries.list(query);
  }

  @Post()
  @RequirePermission('intake.recipe.manage')
  @Returns(RecipeView, 'Publish a recipe or its next version')
  async publish(@Body(zod(NewRecipeBody)) body: NewRecipeBody, @CurrentActor() actor: Actor) {
    const { name, version } = await this.publishRecipe.execute(body, actor);
    return this.queries.read(name, version);
  }

  @Get(':name')
  @RequirePermission('intake.recipe.read')
  @Returns(RecipeView, 'Read the newest version of a recipe')
  read(@Param('name', zod(RecipeName)) name: RecipeName) {
    return this.queries.read(name);
  }

  @Get(':name/versions/:version')
  @RequirePermission('intake.recipe.read')
  @Returns(RecipeView, 'Read one version of a recipe')
  readVersion(@Param('name', zod(RecipeName)) name: RecipeName, @Param('version', zod(RecipeVersionNumber)) version: RecipeVersionNumber) {
    return this.queries.read(name, version);
  }
}
