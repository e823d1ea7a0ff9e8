import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DocumentSearchPage, SearchDocumentsQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { DocumentSearchQueries } from './document-search.queries.ts';

@Controller('api/v1/workflows/document-search')
export class DocumentSearchController {
  constructor(private readonly queries: DocumentSearchQueries) {}

  @Get()
  @RequirePermission('documents.document.read')
  @Returns(DocumentSearchPage, 'Search documents by the words of their names, tags and texts, in Italian and English', { query: SearchDocumentsQuery })
  search(@Query(zod(SearchDocumentsQuery)) query: SearchDocumentsQuery, @CurrentActor() actor: Actor): Promise<DocumentSearchPage> {
    return this.queries.search(query, actor);
  }
}
