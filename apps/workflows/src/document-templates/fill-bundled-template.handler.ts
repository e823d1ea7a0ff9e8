import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { FillBundledTemplateBody } from '@kairos/contracts';
import { BundledTemplateRepository } from './bundled-template.repository.ts';
import { BundledTemplates } from './bundled-templates.ts';
import { VariablesUnresolved } from './document-templates.errors.ts';
import { GeneratedDocument } from './generated-document.ts';

/** Makes a document of a template that ships. */
@Injectable()
export class FillBundledTemplateHandler {
  constructor(
    private readonly templates: BundledTemplateRepository,
    private readonly letters: BundledTemplates,
    private readonly generated: GeneratedDocument,
  ) {}

  /** @returns the id of the document that was made */
  async execute(templateId: string, { unresolved, format, ...body }: FillBundledTemplateBody, actor: Actor): Promise<string> {
    const template = this.templates.read(templateId);
    const { plantId, workflowId } = body;
    const { lacking, ...filled } = await this.letters.fill(template, format, { plantId, workflowId }, actor);
    if (unresolved === 'refuse' && lacking.length > 0) throw new VariablesUnresolved(lacking);
    const code = filled.variables.find(({ name }) => name === 'plant.code')?.text;
    const name = body.name ?? [template.title.it, code].filter((part) => part).join(' ');
    const from = { bundledId: template.id, bundledVersion: template.version, sha256: template.sha256 };
    return this.generated.keep({ ...body, ...filled, name, category: body.category ?? template.category, workflowId, locale: 'it', fileType: format }, from, actor);
  }
}
