import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import type { VersionProvenance } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { DocumentVersionNotFound } from '../documents/document.errors.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';

type Generated = NonNullable<VersionProvenance['generated']>;
const generated = `select template_document_id as "templateDocumentId", template_version_id as "templateVersionId", case when bundled_template_id is not null then json_build_object('id', bundled_template_id, 'version', bundled_template_version) end as bundled, template_sha256 as "templateSha256", plant_id as "plantId", workflow_id as "workflowId", locale,
    values_used as values, values_sha256 as "valuesSha256", coalesce(sources, '[]') as sources, generated_by_user_id as "generatedByUserId", generated_at as "generatedAt" from document_generation where document_version_id = $1`;

@Injectable()
export class ProvenanceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly documents: DocumentsQueries,
  ) {}

  async read(documentId: string, documentVersionId: string, actor: Actor): Promise<VersionProvenance> {
    await this.documents.version(documentId, documentVersionId, actor);
    const [row] = await tenantQuery<Generated>(this.em, generated, [documentVersionId]);
    // The values are what was read of the plant and its workflow.
    if (row && !may(actor, 'workflows.workflow.read') && (row.workflowId !== null || !may(actor, 'assets.plant.read'))) throw new DocumentVersionNotFound();
    return { generated: row ? { ...row, generatedAt: toInstant(row.generatedAt) } : null };
  }
}
