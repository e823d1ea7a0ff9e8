import { z } from 'zod';
import type { ImportTarget, RecipeTemplateCategory, RecipeTemplateOrigin } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const targets = ['assets.plants', 'assets.components', 'assets.readings', 'workflows.tasks', 'identity.users', 'connector'] as const satisfies readonly ImportTarget[];
export const origins = ['shipped', 'tenant', 'shared'] as const satisfies readonly RecipeTemplateOrigin[];
export const categories = ['general', 'ecommerce', 'crm', 'marketing', 'finance', 'healthcare', 'education', 'hr', 'logistics', 'social'] as const satisfies readonly RecipeTemplateCategory[];

export const RecipesSearch = z.object({ target: z.enum(targets).optional().catch(undefined) });
export type RecipesSearch = z.infer<typeof RecipesSearch>;

/** The version that is read; the newest unless it is said. */
export const RecipeSearch = z.object({ version: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined) });
export type RecipeSearch = z.infer<typeof RecipeSearch>;

export const TemplatesSearch = z.object({
  target: z.enum(targets).optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  origin: z.enum(origins).optional().catch(undefined),
  text: z.string().trim().min(1).max(100).optional().catch(undefined),
});
export type TemplatesSearch = z.infer<typeof TemplatesSearch>;

export function templatesCommand({ target, category, origin, text }: TemplatesSearch): CommandLine {
  return command`kairos recipes templates list${options({ '--target': target, '--category': category, '--origin': origin, '--text': text })}`;
}
