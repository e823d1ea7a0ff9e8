import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { NewRecipeBody } from '@kairos/contracts';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { PublishedRecipe } from './published-recipe.entity.ts';
import { RecipeNameReserved } from './recipe.errors.ts';
import { RecipeProof } from './recipe-proof.ts';
import { RecipeVersions } from './recipe-versions.repository.ts';
import { ShippedRecipes } from './shipped-recipes.ts';

@Injectable()
export class PublishRecipeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly shipped: ShippedRecipes,
    private readonly versions: RecipeVersions,
    private readonly proof: RecipeProof,
    private readonly connectors: ConnectorRows,
  ) {}

  async execute(body: NewRecipeBody, actor: Actor): Promise<{ name: string; version: number }> {
    if (this.shipped.has(body.name)) throw new RecipeNameReserved(body.name);
    await this.connectors.demandFit(body);
    // Before the transaction, which would hold its connection meanwhile.
    await this.proof.prove(body);
    return this.publish(body, actor);
  }

  @Transactional()
  private async publish(body: NewRecipeBody, actor: Actor): Promise<{ name: string; version: number }> {
    const recipe = PublishedRecipe.publish(body, (await this.versions.holdNewest(body.name, actor)) + 1, actor);
    this.em.persist(recipe);
    return { name: recipe.name, version: recipe.recipeVersion };
  }
}
