import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ChangeRecipeTemplateBody, ListRecipeTemplatesQuery, PublishRecipeTemplateBody, RecipeTemplateDocument, RecipeTemplatePage, RecipeTemplateParams, RecipeTemplateShareParams, RecipeTemplateShares, RecipeTemplateShareView,
  RecipeTemplateView, RecipeView, ShareRecipeTemplateBody, UseRecipeTemplateBody,
} from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { ChangeRecipeTemplateHandler } from './change-recipe-template.handler.ts';
import { PublishRecipeTemplateHandler } from './publish-recipe-template.handler.ts';
import { RecipeTemplatesQueries } from './recipe-templates.queries.ts';
import { RevokeRecipeTemplateShareHandler } from './revoke-recipe-template-share.handler.ts';
import { ShareRecipeTemplateHandler } from './share-recipe-template.handler.ts';
import { UseRecipeTemplateHandler } from './use-recipe-template.handler.ts';
import { WithdrawRecipeTemplateHandler } from './withdraw-recipe-template.handler.ts';

@Controller('api/v1/intake/recipe-templates')
export class RecipeTemplatesController {
  constructor(
    private readonly queries: RecipeTemplatesQueries,
    private readonly recipes: RecipesQueries,
    private readonly publishTemplate: PublishRecipeTemplateHandler,
    private readonly changeTemplate: ChangeRecipeTemplateHandler,
    private readonly withdrawTemplate: WithdrawRecipeTemplateHandler,
    private readonly useTemplate: UseRecipeTemplateHandler,
    private readonly shareTemplate: ShareRecipeTemplateHandler,
    private readonly revokeShare: RevokeRecipeTemplateShareHandler,
  ) {}

  @Get()
  @RequirePermission('intake.recipe.read')
  @Returns(RecipeTemplatePage, 'List the templates of recipes: shipped, the tenant’s own, and those shared with it; the most popular first', { query: ListRecipeTemplatesQuery })
  list(@Query(zod(ListRecipeTemplatesQuery)) query: ListRecipeTemplatesQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Post()
  @RequirePermission('intake.recipe.manage')
  @Returns(RecipeTemplateView, 'Publish a recipe, or a document, as a template')
  async publish(@Body(zod(PublishRecipeTemplateBody)) body: PublishRecipeTemplateBody, @CurrentActor() actor: Actor) {
    return this.queries.read(await this.publishTemplate.execute(body, actor), actor);
  }

  @Get(':recipeTemplateId')
  @RequirePermission('intake.recipe.read')
  @Returns(RecipeTemplateView, 'Read a template with its recipe')
  read(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @CurrentActor() actor: Actor) {
    return this.queries.read(recipeTemplateId, actor);
  }

  @Get(':recipeTemplateId/document')
  @RequirePermission('intake.recipe.read')
  @Header('content-disposition', 'attachment; filename="recipe-template.json"')
  @Header('x-content-type-options', 'nosniff')
  @Returns(RecipeTemplateDocument, 'Download a template as a file that can be published here or elsewhere')
  async document(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @CurrentActor() actor: Actor) {
    const { title, description, category, tags, document } = await this.queries.read(recipeTemplateId, actor);
    return { title, description, category, tags, document };
  }

  @Put(':recipeTemplateId')
  @RequirePermission('intake.recipe.manage')
  @Returns(RecipeTemplateView, 'Change what a template is called and who of the tenant sees it')
  async change(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @IfMatch() version: number, @Body(zod(ChangeRecipeTemplateBody)) body: ChangeRecipeTemplateBody, @CurrentActor() actor: Actor) {
    await this.changeTemplate.execute({ recipeTemplateId, version, body }, actor);
    return this.queries.read(recipeTemplateId, actor);
  }

  @Delete(':recipeTemplateId')
  @HttpCode(204)
  @RequirePermission('intake.recipe.manage')
  @Returns(null, 'Withdraw a template, from everybody; recipes that were made of it stay')
  withdraw(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @CurrentActor() actor: Actor) {
    return this.withdrawTemplate.execute(recipeTemplateId, actor);
  }

  @Post(':recipeTemplateId/use')
  @RequirePermission('intake.recipe.manage')
  @Returns(RecipeView, 'Make a new recipe of a template')
  async use(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @Body(zod(UseRecipeTemplateBody)) body: UseRecipeTemplateBody, @CurrentActor() actor: Actor) {
    return this.recipes.read(await this.useTemplate.execute(recipeTemplateId, body, actor), 1);
  }

  @Get(':recipeTemplateId/shares')
  @RequirePermission('intake.recipe-template.share')
  @Returns(RecipeTemplateShares, 'List the tenants that may read a template, the latest first')
  shares(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @CurrentActor() actor: Actor) {
    return this.queries.shares(recipeTemplateId, actor);
  }

  @Post(':recipeTemplateId/shares')
  @RequirePermission('intake.recipe-template.share')
  @Returns(RecipeTemplateShareView, 'Let another tenant read a template for a while, or move the end of that')
  async share(@Param(zod(RecipeTemplateParams)) { recipeTemplateId }: RecipeTemplateParams, @Body(zod(ShareRecipeTemplateBody)) body: ShareRecipeTemplateBody, @CurrentActor() actor: Actor) {
    const shareId = await this.shareTemplate.execute(recipeTemplateId, body, actor);
    return (await this.queries.shares(recipeTemplateId, actor)).items.find(({ id }) => id === shareId);
  }

  @Delete(':recipeTemplateId/shares/:recipeTemplateShareId')
  @HttpCode(204)
  @RequirePermission('intake.recipe-template.share')
  @Returns(null, 'Let a tenant read a template no more')
  revoke(@Param(zod(RecipeTemplateShareParams)) params: RecipeTemplateShareParams, @CurrentActor() actor: Actor) {
    return this.revokeShare.execute(params, actor);
  }
}
