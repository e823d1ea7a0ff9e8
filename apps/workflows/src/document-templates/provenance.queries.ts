import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { VersionProvenance } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { DocumentsQueries } from '../documents/documents.queries.ts';

type Generated = NonNullable<VersionProvenance['generated']>;
const generated = `select template_document_id as "templateDocumentId", template_version_id as "templateVersionId", template_sha256 as "templateSha256", plant_id as "plantId", workflow_id as "workflowId", locale,
    values_used as values, values_sha256 as "valuesSha256", generated_by_user_id as "generatedByUserId", generated_at as "generatedAt" from document_generation where document_version_id = $1`;

@Injectable()
export class ProvenanceQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly documents: DocumentsQueries,
  ) {}

  async read(documentId: string, documentVersionId: string, actor: Actor): Promise<VersionProvenance> {
    await this.documents.version(documentId, documentVersionId, actor);
    const [row] = await tenantQuery<Generated>(this.em, generated, [documentVersionId]);
    return { generated: row ? { ...row, generatedAt: toInstant(row.generatedAt) } : null };
  }
}
