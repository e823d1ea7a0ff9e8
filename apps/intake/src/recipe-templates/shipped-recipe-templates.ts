import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { Instant, NewRecipeBody, RecipeName, RecipeTemplateId, RecipeTemplateDocument } from '@kairos/contracts';
import { ShippedRecipes } from '../recipes/shipped-recipes.ts';

const folder = fileURLToPath(new URL('../../recipe-templates/', import.meta.url));

const Shipped = RecipeTemplateDocument.omit({ document: true }).extend({ id: RecipeTemplateId, publishedAt: Instant, recipe: RecipeName.optional(), document: NewRecipeBody.optional() });
export type ShippedRecipeTemplate = RecipeTemplateDocument & { id: RecipeTemplateId; publishedAt: string };

/** The templates that come with the product: a document of their own or a shipped recipe. One that is not sound stops the service at boot. */
@Injectable()
export class ShippedRecipeTemplates {
  readonly all: readonly ShippedRecipeTemplate[];

  constructor(recipes: ShippedRecipes) {
    this.all = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const { recipe, document = withoutVersion(recipes.find(recipe ?? '')), ...template } = Shipped.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
        return { ...template, document };
      });
  }

  find(id: string): ShippedRecipeTemplate | undefined {
    return this.all.find((template) => template.id === id);
  }
}

function withoutVersion(recipe: ReturnType<ShippedRecipes['find']>): NewRecipeBody {
  if (!recipe) throw new Error('A shipped template names a recipe that is not shipped.');
  const { version: _, ...document } = recipe;
  return document;
}
