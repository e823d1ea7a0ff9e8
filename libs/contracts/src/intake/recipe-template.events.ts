import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { RecipeTemplateId, TenantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { RecipeTemplateCategory } from './recipe-template.http.ts';

const about = { recipeTemplateId: RecipeTemplateId, title: z.string(), category: RecipeTemplateCategory, target: z.string() };

/** Told of templates that the tenant sees; a private one is its publisher's alone. */
export const RecipeTemplatePublished = defineEvent({
  type: 'intake.recipe-template.published',
  version: 1,
  summary: 'A recipe can be taken as a template by everybody of the tenant.',
  visibility: { permission: 'intake.recipe.read' },
  data: z.object({ ...about, publishedByUserId: UserId }),
});

export const RecipeTemplateWithdrawn = defineEvent({
  type: 'intake.recipe-template.withdrawn',
  version: 1,
  summary: 'A template can no longer be taken, by nobody; recipes that were made of it stay.',
  visibility: { permission: 'intake.recipe.read' },
  data: z.object(about),
});

/** Something of the tenant can be read outside it. The other tenant is told by its list alone. */
export const RecipeTemplateShared = defineEvent({
  type: 'intake.recipe-template.shared',
  version: 1,
  summary: 'A template can be read by another tenant for a while.',
  visibility: { permission: 'intake.recipe-template.share' },
  data: z.object({ ...about, sharedWithTenantId: TenantId, expiresAt: Instant, sharedByUserId: UserId }),
});
