import { Recipe } from '@kairos/contracts';
import { z } from 'zod';

/** The JSON Schema (2020-12) that the documents of recipes keep to, in every format that is read. */
export function recipeSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(Recipe, { io: 'input' });
  return { $schema, title: 'Kairos recipe', description: 'How a file becomes records of a target. What a schema cannot say, such as which fields a target has, is checked when a recipe is published.', ...schema };
}
