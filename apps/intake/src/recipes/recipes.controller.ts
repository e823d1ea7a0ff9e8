import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ListRecipesQuery, NewRecipeBody, NewRecipeDocument, RecipeName, RecipePage, RecipeTestReport, RecipeVersionNumber, RecipeView } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PublishRecipeHandler } from './publish-recipe.handler.ts';
import { RecipeProof } from './recipe-proof.ts';
import { RecipesQueries } from './recipes.queries.ts';

@Controller('api/v1/intake/recipes')
export class RecipesController {
  constructor(
    private readonly queries: RecipesQueries,
    private readonly publishRecipe: PublishRecipeHandler,
    private readonly proof: RecipeProof,
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

  @Get(':name/versions/:version/document')
  @RequirePermission('intake.recipe.read')
  @Header('content-disposition', 'attachment; filename="recipe.json"')
  @Header('x-content-type-options', 'nosniff')
  @Returns(NewRecipeDocument, 'Download a recipe as a file that can be published here or elsewhere')
  async document(@Param('name', zod(RecipeName)) name: RecipeName, @Param('version', zod(RecipeVersionNumber)) version: RecipeVersionNumber) {
    const { version: _, ...document } = (await this.queries.read(name, version)).document;
    return document;
  }

  @Post(':name/versions/:version/test')
  @HttpCode(200)
  @RequirePermission('intake.recipe.read')
  @ChangesNothing('it runs what the recipe expects of itself')
  @Returns(RecipeTestReport, 'Run the tests that a recipe carries')
  async test(@Param('name', zod(RecipeName)) name: RecipeName, @Param('version', zod(RecipeVersionNumber)) version: RecipeVersionNumber) {
    return this.proof.test((await this.queries.read(name, version)).document);
  }
}
