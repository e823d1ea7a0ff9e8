import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { FillTemplateBody } from '@kairos/contracts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { DocumentTemplates } from './document-templates.ts';
import { VariablesUnresolved } from './document-templates.errors.ts';
import { GeneratedDocument } from './generated-document.ts';

/** Makes a document of a template of the tenant. */
@Injectable()
export class FillTemplateHandler {
  constructor(
    private readonly documents: DocumentsQueries,
    private readonly templates: DocumentTemplates,
    private readonly generated: GeneratedDocument,
  ) {}

  /** @returns the id of the document that was made */
  async execute(templateId: string, templateVersionId: string, { unresolved, ...body }: FillTemplateBody, actor: Actor): Promise<string> {
    const template = await this.documents.version(templateId, templateVersionId, actor);
    const { plantId, workflowId, locale } = body;
    const filled = await this.templates.fill(template, { plantId, workflowId, locale }, actor);
    const lacking = filled.variables.filter(({ status }) => status !== 'filled');
    if (unresolved === 'refuse' && lacking.length > 0) throw new VariablesUnresolved(lacking);
    return this.generated.keep({ ...body, ...filled, workflowId, fileType: template.fileType }, { documentId: templateId, versionId: templateVersionId, sha256: template.sha256 }, actor);
  }
}
