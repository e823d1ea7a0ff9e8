import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ChangeDocumentBody, CorrectDocumentLinkBody, DocumentId, DocumentLinkId, documentMediaTypes, DocumentPage, DocumentView, LinkDocumentBody, ListDocumentsQuery, StoreDocumentQuery,
} from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { ChangeDocumentHandler } from './change-document.handler.ts';
import { CorrectLinkHandler } from '../document-links/correct-link.handler.ts';
import { DeleteDocumentHandler } from './delete-document.handler.ts';
import { documentsPath } from './document-view.calc.ts';
import { DocumentsQueries } from './documents.queries.ts';
import { incomingOf } from './incoming-document.ts';
import { LinkDocumentHandler } from '../document-links/link-document.handler.ts';
import { StoreDocumentHandler } from './store-document.handler.ts';
import { UnlinkDocumentHandler } from '../document-links/unlink-document.handler.ts';

@Controller(documentsPath)
export class DocumentsController {
  constructor(
    private readonly queries: DocumentsQueries,
    private readonly storeDocument: StoreDocumentHandler,
    private readonly changeDocument: ChangeDocumentHandler,
    private readonly linkDocument: LinkDocumentHandler,
    private readonly unlinkDocument: UnlinkDocumentHandler,
    private readonly correctLink: CorrectLinkHandler,
    private readonly deleteDocument: DeleteDocumentHandler,
  ) {}

  @Post()
  @RequirePermission('documents.document.write')
  @IdempotencyExempt('a stream is read once; the same bytes are stored once')
  @Returns(DocumentView, 'Store a document with its first version', { requestMediaTypes: documentMediaTypes, query: StoreDocumentQuery })
  async store(@Req() request: FastifyRequest, @Query(zod(StoreDocumentQuery)) { fileName, ...metadata }: StoreDocumentQuery, @CurrentActor() actor: Actor): Promise<DocumentView> {
    const documentId = await this.storeDocument.execute(metadata, incomingOf(request, fileName), actor);
    return this.queries.read(documentId, actor);
  }

  @Get()
  @RequirePermission('documents.document.read')
  @Returns(DocumentPage, 'List documents, newest first, or by expiry what expires within some days', { query: ListDocumentsQuery })
  list(@Query(zod(ListDocumentsQuery)) query: ListDocumentsQuery, @CurrentActor() actor: Actor): Promise<DocumentPage> {
    return this.queries.list(query, actor);
  }

  @Get(':documentId')
  @RequirePermission('documents.document.read')
  @Returns(DocumentView, 'Read what is said of a document, and which version is its latest')
  read(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @CurrentActor() actor: Actor): Promise<DocumentView> {
    return this.queries.read(documentId, actor);
  }

  @Patch(':documentId')
  @RequirePermission('documents.document.write')
  @Returns(DocumentView, 'Change what is said of a document, put it into the archive or take it out')
  async change(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Body(zod(ChangeDocumentBody)) body: ChangeDocumentBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeDocument.execute(documentId, body, version, actor);
    return this.queries.read(documentId, actor);
  }

  @Delete(':documentId')
  @HttpCode(204)
  @RequirePermission('documents.document.delete')
  @Returns(null, 'Hide a document; it is kept while its retention or a legal hold stands')
  remove(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    return this.deleteDocument.execute(documentId, version, actor);
  }

  @Post(':documentId/links')
  @RequirePermission('documents.document.write')
  @Returns(DocumentView, 'Link a document to a plant, deadline, workflow or task')
  async link(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Body(zod(LinkDocumentBody)) body: LinkDocumentBody, @CurrentActor() actor: Actor): Promise<DocumentView> {
    await this.linkDocument.execute(documentId, body, actor);
    return this.queries.read(documentId, actor);
  }

  @Delete(':documentId/links/:documentLinkId')
  @HttpCode(204)
  @RequirePermission('documents.document.write')
  @Returns(null, 'Take a link of a document away')
  unlink(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Param('documentLinkId', zod(DocumentLinkId)) linkId: DocumentLinkId, @CurrentActor() actor: Actor): Promise<void> {
    return this.unlinkDocument.execute(documentId, linkId, actor);
  }

  @Post(':documentId/links/:documentLinkId/correction')
  @HttpCode(204)
  @RequirePermission('documents.retention.manage')
  @Returns(null, 'Take back a link to a workflow that goes on, or to its task, which was a mistake that nothing relied on')
  correct(
    @Param('documentId', zod(DocumentId)) documentId: DocumentId,
    @Param('documentLinkId', zod(DocumentLinkId)) linkId: DocumentLinkId,
    @Body(zod(CorrectDocumentLinkBody)) { reason }: CorrectDocumentLinkBody,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.correctLink.execute(documentId, linkId, reason, actor);
  }
}
