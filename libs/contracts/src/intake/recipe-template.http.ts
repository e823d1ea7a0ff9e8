import { z } from 'zod';
import { RecipeTemplateId, RecipeTemplateShareId, TenantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ImportTarget } from './import-targets.ts';
import { NewRecipeBody, NewRecipeDocument, RecipeName } from './recipe.ts';

export const recipeTemplateCategories = ['general', 'ecommerce', 'crm', 'marketing', 'finance', 'healthcare', 'education', 'hr', 'logistics', 'social'] as const;
export const RecipeTemplateCategory = z.enum(recipeTemplateCategories);
export type RecipeTemplateCategory = z.infer<typeof RecipeTemplateCategory>;

export const RecipeTemplateTag = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a–z and 0–9 joined by hyphens').max(40);

const described = {
  title: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2000).default(''),
  category: RecipeTemplateCategory.default('general'),
  tags: z.array(RecipeTemplateTag).max(20).refine((tags) => new Set(tags).size === tags.length, 'names a tag twice').default([]),
};
/** `private` shows a template to whoever published it, `tenant` to everybody of the tenant who sees recipes. */
export const RecipeTemplateVisibility = z.enum(['private', 'tenant']);
export type RecipeTemplateVisibility = z.infer<typeof RecipeTemplateVisibility>;

/** Makes a template of a recipe, its newest version unless it is said, or of a document such as one that was exported. */
export const PublishRecipeTemplateBody = z
  .strictObject({
    ...described,
    visibility: RecipeTemplateVisibility.default('tenant'),
    recipe: z.strictObject({ name: RecipeName, version: z.int32().positive().optional() }).optional(),
    document: NewRecipeBody.optional(),
  })
  .refine(({ recipe, document }) => (recipe === undefined) !== (document === undefined), 'needs a recipe or a document, and not both');
export type PublishRecipeTemplateBody = z.infer<typeof PublishRecipeTemplateBody>;

/** What a template is called and who sees it. Its recipe never changes: for another one, another template is published. */
export const ChangeRecipeTemplateBody = z.strictObject({ ...described, visibility: RecipeTemplateVisibility });
export type ChangeRecipeTemplateBody = z.infer<typeof ChangeRecipeTemplateBody>;

/** A template as a file, which can be published here or elsewhere. */
export const RecipeTemplateDocument = z.strictObject({ ...described, document: NewRecipeDocument });
export type RecipeTemplateDocument = z.infer<typeof RecipeTemplateDocument>;

/** `shipped` with the product, of the `tenant` itself, or `shared` with it by another one. */
export const RecipeTemplateOrigin = z.enum(['shipped', 'tenant', 'shared']);
export type RecipeTemplateOrigin = z.infer<typeof RecipeTemplateOrigin>;

export const RecipeTemplateSummary = z.object({
  id: RecipeTemplateId,
  title: z.string(),
  description: z.string(),
  category: RecipeTemplateCategory,
  tags: z.array(z.string()),
  target: ImportTarget,
  origin: RecipeTemplateOrigin,
  /** Of the tenant's own. */
  visibility: RecipeTemplateVisibility.nullable(),
  /** Of a shipped template those of the tenant, of any other those of all who may use it. */
  uses: z.int().nonnegative(),
  /** Its uses less a tenth for each day of its age. */
  popularity: z.number(),
  publishedByUserId: UserId.nullable(),
  publishedAt: Instant,
  /** Of one that another tenant shares: when that ends. */
  sharedUntil: Instant.nullable(),
  version: z.int().positive(),
});
export type RecipeTemplateSummary = z.infer<typeof RecipeTemplateSummary>;
export const RecipeTemplateView = RecipeTemplateSummary.extend({ document: NewRecipeDocument });
export type RecipeTemplateView = z.infer<typeof RecipeTemplateView>;

export const ListRecipeTemplatesQuery = PageQuery.extend({
  category: RecipeTemplateCategory.optional(),
  tag: RecipeTemplateTag.optional(),
  target: ImportTarget.optional(),
  origin: RecipeTemplateOrigin.optional(),
  /** A part of title, description or a tag, in any case. */
  text: z.string().trim().min(1).max(100).optional(),
  sort: z.enum(['popularity', 'newest']).default('popularity'),
}).strict();
export type ListRecipeTemplatesQuery = z.infer<typeof ListRecipeTemplatesQuery>;
export const RecipeTemplatePage = pageOf(RecipeTemplateSummary);
export type RecipeTemplatePage = z.infer<typeof RecipeTemplatePage>;
export const RecipeTemplateParams = z.object({ recipeTemplateId: RecipeTemplateId });
export type RecipeTemplateParams = z.infer<typeof RecipeTemplateParams>;

/** Makes a recipe of a template; without a name it takes the one that the template's recipe has. */
export const UseRecipeTemplateBody = z.strictObject({ name: RecipeName.optional(), title: z.string().trim().min(1).max(200).optional() });
export type UseRecipeTemplateBody = z.infer<typeof UseRecipeTemplateBody>;

/** Whether there is a tenant of this id is told to nobody. */
export const ShareRecipeTemplateBody = z.strictObject({ tenantId: TenantId, expiresAt: Instant });
export type ShareRecipeTemplateBody = z.infer<typeof ShareRecipeTemplateBody>;
export const RecipeTemplateShareView = z.object({ id: RecipeTemplateShareId, tenantId: TenantId, expiresAt: Instant, sharedByUserId: UserId, sharedAt: Instant });
export type RecipeTemplateShareView = z.infer<typeof RecipeTemplateShareView>;
/** At most a hundred, so there are no pages. */
export const RecipeTemplateShares = z.object({ items: z.array(RecipeTemplateShareView) });
export type RecipeTemplateShares = z.infer<typeof RecipeTemplateShares>;
export const RecipeTemplateShareParams = z.object({ recipeTemplateId: RecipeTemplateId, recipeTemplateShareId: RecipeTemplateShareId });
export type RecipeTemplateShareParams = z.infer<typeof RecipeTemplateShareParams>;
