import { Body, Controller, Get, Header, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AuditsRead, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { AddDocumentVersionQuery, DecideOnVersionBody, DocumentId, documentMediaTypes, DocumentVersionId, DocumentVersionList, DocumentVersionView } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { AddDocumentVersionHandler } from './add-document-version.handler.ts';
import { DecideOnVersionHandler } from './decide-on-version.handler.ts';
import { documentsPath } from './document-view.calc.ts';
import { DocumentsQueries } from './documents.queries.ts';
import { DownloadVersion } from './download-version.ts';
import { incomingOf } from './incoming-document.ts';

const sandboxed = "default-src 'none'; sandbox";

@Controller(`${documentsPath}/:documentId`)
export class DocumentVersionsController {
  constructor(
    private readonly queries: DocumentsQueries,
    private readonly addVersion: AddDocumentVersionHandler,
    private readonly decideOnVersion: DecideOnVersionHandler,
    private readonly download: DownloadVersion,
  ) {}

  @Post('versions')
  @RequirePermission('documents.document.write')
  @IdempotencyExempt('the bytes that the latest version has make no other')
  @Returns(DocumentVersionView, 'Add a version, which is the latest from then on; 200 when the latest has these bytes already', {
    requestMediaTypes: documentMediaTypes, query: AddDocumentVersionQuery, also: { status: 200, schema: DocumentVersionView },
  })
  async add(
    @Param('documentId', zod(DocumentId)) documentId: DocumentId,
    @Req() request: FastifyRequest,
    @Query(zod(AddDocumentVersionQuery)) { fileName, ...facts }: AddDocumentVersionQuery,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentVersionView> {
    const { documentVersionId, recognised } = await this.addVersion.execute(documentId, facts, incomingOf(request, fileName), actor);
    if (recognised) void reply.status(200);
    return this.queries.version(documentId, documentVersionId, actor);
  }

  @Get('versions')
  @RequirePermission('documents.document.read')
  @Returns(DocumentVersionList, 'List the versions of a document, newest first')
  list(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @CurrentActor() actor: Actor): Promise<DocumentVersionList> {
    return this.queries.versions(documentId, actor);
  }

  @Post('versions/:documentVersionId/decision')
  @RequirePermission('documents.document.approve')
  @Returns(DocumentVersionView, 'Approve or reject the latest version, uploaded by somebody else')
  async decide(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId, @Body(zod(DecideOnVersionBody)) body: DecideOnVersionBody, @CurrentActor() actor: Actor) {
    await this.decideOnVersion.execute(documentId, versionId, body, actor);
    return this.queries.version(documentId, versionId, actor);
  }

  @Get('versions/:documentVersionId/content')
  @RequirePermission('documents.document.read')
  @AuditsRead('Document')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', sandboxed)
  @Header('cache-control', 'private, no-cache')
  @Returns(z.string(), 'Download a version, the same bytes for ever', { mediaType: 'application/octet-stream' })
  async content(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    return this.download.open(await this.queries.version(documentId, versionId, actor));
  }

  @Get('latest/content')
  @RequirePermission('documents.document.read')
  @AuditsRead('Document')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', sandboxed)
  @Header('cache-control', 'private, no-cache')
  @Returns(z.string(), 'Download what is the latest version now; Content-Location says which that is', { mediaType: 'application/octet-stream' })
  async latest(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const version = await this.queries.version(documentId, undefined, actor);
    void reply.header('content-location', version.contentPath);
    return this.download.open(version);
  }
}
