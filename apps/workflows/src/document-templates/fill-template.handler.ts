import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { FillTemplateBody } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { DocumentShelf } from '../documents/document-shelf.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { DocumentTemplates } from './document-templates.ts';
import { VariablesUnresolved } from './document-templates.errors.ts';

/** Makes a document of a template, and keeps from which version of it and from which values: both or nothing. */
@Injectable()
export class FillTemplateHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly documents: DocumentsQueries,
    private readonly templates: DocumentTemplates,
    private readonly shelf: DocumentShelf,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the document that was made */
  async execute(templateId: string, templateVersionId: string, body: FillTemplateBody, actor: Actor): Promise<string> {
    const template = await this.documents.version(templateId, templateVersionId, actor);
    const { name, category, plantId, workflowId, locale, unresolved, approvalRequired } = body;
    const { bytes, variables } = await this.templates.fill(template, { plantId, workflowId, locale }, actor);
    const lacking = variables.filter(({ status }) => status !== 'filled');
    if (unresolved === 'refuse' && lacking.length > 0) throw new VariablesUnresolved(lacking);
    const values = JSON.stringify(variables);
    const content = (async function* () { yield bytes; })();
    const links = workflowId === undefined ? { plantId } : { workflowId };
    return this.em.transactional(async () => {
      const documentId = await this.shelf.store({ name, category, approvalRequired, ...links }, { fileName: `${name}.${template.fileType}`, announcedBytes: bytes.length, content }, actor);
      const [made] = await tenantQuery<{ id: string }>(this.em, 'select latest_version_id as id from document where id = $1', [documentId]);
      await this.em.execute(
        `insert into document_generation (tenant_id, document_version_id, document_id, template_document_id, template_version_id, template_sha256, plant_id, workflow_id, locale, values_used, values_sha256,
           generated_by_user_id, generated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)`,
        [actor.tenantId, made?.id, documentId, templateId, templateVersionId, template.sha256, plantId, workflowId ?? null, locale, values, createHash('sha256').update(values).digest('hex'), actor.userId, this.clock.now()],
      );
      return documentId;
    });
  }
}
