import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DocumentCategory, FillingSource, PlantId, TemplateVariable, WorkflowId } from '@kairos/contracts';
import { Clock } from '../clock.port.ts';
import { DocumentShelf } from '../documents/document-shelf.ts';

/** What a document is made from: a version of a document, or a template that ships. */
export type MadeFrom = { documentId: string; versionId: string; sha256: string } | { bundledId: string; bundledVersion: number; sha256: string };
export type NewDocument = {
  name: string; category: DocumentCategory; approvalRequired: boolean; fileType: string; bytes: Buffer; plantId: PlantId; workflowId: WorkflowId | undefined; locale: 'en' | 'it';
  variables: readonly TemplateVariable[]; sources: readonly FillingSource[];
};

/** Puts what was made of a template on the shelf and keeps from which version of it and from which values: both or nothing. */
@Injectable()
export class GeneratedDocument {
  constructor(
    private readonly em: EntityManager,
    private readonly shelf: DocumentShelf,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the document */
  async keep(made: NewDocument, from: MadeFrom, actor: Actor): Promise<string> {
    const { name, category, approvalRequired, fileType, bytes, plantId, workflowId, locale } = made;
    const values = JSON.stringify(made.variables);
    const content = (async function* () { yield bytes; })();
    const links = workflowId === undefined ? { plantId } : { workflowId };
    const [documentTemplate, bundled] = 'documentId' in from ? [[from.documentId, from.versionId], [null, null]] : [[null, null], [from.bundledId, from.bundledVersion]];
    const incoming = { fileName: `${name}.${fileType}`, announcedBytes: bytes.length, content };
    return this.shelf.store({ name, category, approvalRequired, ...links }, incoming, actor, ({ documentId, documentVersionId }) =>
      this.em.execute(
        `insert into document_generation (tenant_id, document_version_id, document_id, template_document_id, template_version_id, bundled_template_id, bundled_template_version, template_sha256, plant_id, workflow_id, locale,
           values_used, values_sha256, sources, generated_by_user_id, generated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?)`,
        [actor.tenantId, documentVersionId, documentId, ...documentTemplate, ...bundled, from.sha256, plantId, workflowId ?? null, locale, values, createHash('sha256').update(values).digest('hex'),
          JSON.stringify(made.sources), actor.userId, this.clock.now()],
      ),
    );
  }
}
