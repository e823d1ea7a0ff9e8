import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { RecipePublished, type NewRecipeBody, type Recipe, type RecipeId, type RecipeState, type UserId } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';

const PublishedRecipeSchema = defineEntity({
  name: 'PublishedRecipe',
  tableName: 'recipe',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.string(),
    recipeVersion: p.integer(),
    title: p.string(),
    target: p.string(),
    document: p.json<Recipe>(),
    createdByUserId: p.uuid(),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** One version of a tenant's recipe. It is published once and never changes. */
export class PublishedRecipe extends PublishedRecipeSchema.class {
  static publish(body: NewRecipeBody, recipeVersion: number, by: { tenantId: string; userId: string }): PublishedRecipe {
    const document: Recipe = { ...body, version: recipeVersion };
    const { name, title, target } = document;
    const recipe = Object.assign(new PublishedRecipe(), {
      id: newId(),
      tenantId: by.tenantId,
      name,
      recipeVersion,
      title,
      target,
      document,
      createdByUserId: by.userId,
      createdAt: new Date(),
      version: 1,
    } satisfies RequiredEntityData<PublishedRecipe>);
    record(recipe, RecipePublished, recipe.state());
    return recipe;
  }

  state(): RecipeState {
    const { id, name, recipeVersion, title, document, createdByUserId } = this;
    return { recipeId: id as RecipeId, name, recipeVersion, title, target: document.target, publishedByUserId: createdByUserId as UserId };
  }
}
PublishedRecipeSchema.setClass(PublishedRecipe);
