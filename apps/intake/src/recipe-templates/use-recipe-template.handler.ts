import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { NewRecipeBody, UseRecipeTemplateBody } from '@kairos/contracts';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { PublishedRecipe } from '../recipes/published-recipe.entity.ts';
import { RecipeNameReserved, RecipeNameTaken } from '../recipes/recipe.errors.ts';
import { RecipeProof } from '../recipes/recipe-proof.ts';
import { RecipeVersions } from '../recipes/recipe-versions.repository.ts';
import { ShippedRecipes } from '../recipes/shipped-recipes.ts';
import { RecipeTemplatesQueries } from './recipe-templates.queries.ts';

/** Makes a recipe of the caller's tenant of a template, whosever it is. It counts as a use once, with the recipe or not at all. */
@Injectable()
export class UseRecipeTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly templates: RecipeTemplatesQueries,
    private readonly shipped: ShippedRecipes,
    private readonly versions: RecipeVersions,
    private readonly proof: RecipeProof,
    private readonly connectors: ConnectorRows,
  ) {}

  /** @returns the name of the recipe. @throws RecipeNameReserved, RecipeNameTaken, RecipeNotSound, UnknownConnectorOfRecipe */
  async execute(recipeTemplateId: string, { name, title }: UseRecipeTemplateBody, actor: Actor): Promise<string> {
    const { document } = await this.templates.read(recipeTemplateId, actor);
    const body: NewRecipeBody = { ...document, name: name ?? document.name, title: title ?? document.title };
    if (this.shipped.has(body.name)) throw new RecipeNameReserved(body.name);
    await this.connectors.demandFit(body);
    await this.proof.prove(body);
    return this.make(recipeTemplateId, body, actor);
  }

  @Transactional()
  private async make(recipeTemplateId: string, body: NewRecipeBody, actor: Actor): Promise<string> {
    if ((await this.versions.holdNewest(body.name, actor)) > 0) throw new RecipeNameTaken(body.name);
    const recipe = PublishedRecipe.publish(body, 1, actor);
    this.em.persist(recipe);
    await this.em.execute('insert into recipe_template_use (recipe_id, tenant_id, recipe_template_id, used_by_user_id, used_at) values (?, ?, ?, ?, now())', [recipe.id, actor.tenantId, recipeTemplateId, actor.userId]);
    return recipe.name;
  }
}
