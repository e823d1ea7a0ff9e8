import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { DocumentTemplateList } from '@kairos/contracts';
import { DocumentsQueries } from '../documents/documents.queries.ts';

const most = 100;
const tag = 'template';

/** Documents of the tenant that somebody marked as templates. */
@Injectable()
export class OwnTemplatesQueries {
  constructor(private readonly documents: DocumentsQueries) {}

  async list(actor: Actor): Promise<DocumentTemplateList['items']> {
    const { items } = await this.documents.list({ limit: most, tag }, actor);
    return items.flatMap(({ id, name, category, latestVersion: { id: documentVersionId, fileType } }) =>
      fileType === 'docx' || fileType === 'pdf' ? [{ origin: 'own' as const, documentId: id, documentVersionId, name, category, formats: [fileType] }] : [],
    );
  }
}
