import { z } from 'zod';
import { SourceFileId, type ServiceTarget } from '@kairos/contracts';

export const targets = ['assets.plants', 'assets.components', 'assets.readings', 'workflows.tasks', 'identity.users'] as const satisfies readonly ServiceTarget[];

/** The file that is here already, and how it is read: by a recipe, or by a mapping of its columns to a target. */
export const NewImportSearch = z.object({
  file: SourceFileId.optional().catch(undefined),
  recipe: z.string().max(60).regex(/^[a-z0-9-]+$/).optional().catch(undefined),
  target: z.enum(targets).optional().catch(undefined),
});
export type NewImportSearch = z.infer<typeof NewImportSearch>;
