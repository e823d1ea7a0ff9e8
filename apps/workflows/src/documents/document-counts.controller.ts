import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { CountDocumentsQuery, DocumentCounts } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { DocumentsQueries } from './documents.queries.ts';

@Controller('api/v1/workflows/document-counts')
export class DocumentCountsController {
  constructor(private readonly queries: DocumentsQueries) {}

  @Get()
  @RequirePermission('documents.document.read')
  @Returns(DocumentCounts, 'Count documents, those that wait for approval, and those that have expired or will soon', { query: CountDocumentsQuery })
  read(@Query(zod(CountDocumentsQuery)) query: CountDocumentsQuery, @CurrentActor() actor: Actor): Promise<DocumentCounts> {
    return this.queries.counts(query, actor);
  }
}
