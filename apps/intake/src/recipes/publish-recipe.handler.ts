import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { NewRecipeBody } from '@kairos/contracts';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { PublishedRecipe } from './published-recipe.entity.ts';
import { RecipeNameReserved } from './recipe.errors.ts';
import { RecipeProof } from './recipe-proof.ts';
import { ShippedRecipes } from './shipped-recipes.ts';

@Injectable()
export class PublishRecipeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly shipped: ShippedRecipes,
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
    const { name } = body;
    // Two versions of one name at once take turns, so that none is lost.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [`${actor.tenantId}:${name}`]);
    const [newest] = await this.em.find(PublishedRecipe, { name }, { orderBy: { recipeVersion: 'desc' }, limit: 1 });
    const recipe = PublishedRecipe.publish(body, (newest?.recipeVersion ?? 0) + 1, actor);
    this.em.persist(recipe);
    return { name, version: recipe.recipeVersion };
  }
}
