import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { PublishedRecipe } from './published-recipe.entity.ts';

@Injectable()
export class RecipeVersions {
  constructor(private readonly em: EntityManager) {}

  /** The newest version of a tenant's recipe, 0 for none, held for the transaction: two versions of one name at once take turns, so that none is lost. */
  async holdNewest(name: string, { tenantId }: { tenantId: string }): Promise<number> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [`${tenantId}:${name}`]);
    const [newest] = await this.em.find(PublishedRecipe, { name }, { orderBy: { recipeVersion: 'desc' }, limit: 1 });
    return newest?.recipeVersion ?? 0;
  }
}
