import { z } from 'zod';
import { PlantId, WorkflowId, type TemplateFormat } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

/** Said anew: the contract of templates brings the fields of all records along, which the first load is spared. */
const formats = ['docx', 'pdf'] as const satisfies readonly TemplateFormat[];

/** Which template is about to be filled, for what: of those that ship by its name, of one's own by the id of the document. */
export const DocumentTemplatesSearch = z.object({
  template: z.string().regex(/^[a-z0-9-]{1,80}$/).optional().catch(undefined),
  plant: PlantId.optional().catch(undefined),
  workflow: WorkflowId.optional().catch(undefined),
  format: z.enum(formats).optional().catch(undefined),
});
export type DocumentTemplatesSearch = z.infer<typeof DocumentTemplatesSearch>;

export function templatesCommand({ template, plant, workflow }: DocumentTemplatesSearch): CommandLine {
  return template ? command`kairos document-templates variables ${template}${options({ '--plant': plant, '--workflow': workflow })}` : command`kairos document-templates list`;
}
