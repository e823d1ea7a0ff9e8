import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { RecipeSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { PublishedRecipe } from './published-recipe.entity.ts';

@Injectable()
@Snapshots('intake.recipe')
export class RecipeSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<PublishedRecipe[]> {
    const recipes = await this.em.find(PublishedRecipe, where, options);
    for (const recipe of recipes) record(recipe, RecipeSnapshot, recipe.state());
    return recipes;
  }
}
