import { Controller, Delete, Get, Head, HttpCode, Options, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangesNothing, CurrentActor, Public, RequirePermission, type Actor } from '@kairos/auth';
import { BeginDocumentUploadQuery, DocumentUploadId, DocumentUploadView } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { bodyOf } from '@kairos/service-kit/file-store';
import { AppendToUploadHandler, CancelUploadHandler, capabilities, checksumOf, creationOf, demandTus, FinishedUploads, offsetMediaType, offsetOf, tusVersion, UploadProgress } from '@kairos/service-kit/uploads';
import { BeginDocumentUploadHandler } from './begin-document-upload.handler.ts';
import { DocumentUploadsQueries } from './document-uploads.queries.ts';

export const documentUploadsRoute = '/api/v1/workflows/document-uploads';

/** Uploads of documents that can be paused and resumed, by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
@Controller(documentUploadsRoute)
export class DocumentUploadsController {
  constructor(
    private readonly queries: DocumentUploadsQueries,
    private readonly progress: UploadProgress,
    private readonly finished: FinishedUploads,
    private readonly beginUpload: BeginDocumentUploadHandler,
    private readonly appendToUpload: AppendToUploadHandler,
    private readonly cancelUpload: CancelUploadHandler,
  ) {}

  @Options()
  @Public('tells which version of the protocol is spoken')
  @HttpCode(204)
  @Returns(null, 'Tell which version and extensions of tus are spoken')
  capabilities(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(capabilities);
  }

  @Post()
  @RequirePermission('documents.document.write')
  @IdempotencyExempt('an upload that nobody goes on with expires')
  @Returns(DocumentUploadView, 'Begin an upload of a document, or of a version, that can be resumed (tus 1.0): Upload-Length, and filename in Upload-Metadata', { query: BeginDocumentUploadQuery })
  async begin(@Req() { headers }: FastifyRequest, @Query(zod(BeginDocumentUploadQuery)) facts: BeginDocumentUploadQuery, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<DocumentUploadView> {
    void reply.header('tus-resumable', tusVersion);
    demandTus(headers);
    const upload = await this.queries.read(await this.beginUpload.execute(creationOf(headers), facts, actor), actor);
    void reply.headers({ location: `${documentUploadsRoute}/${upload.id}`, 'upload-expires': new Date(upload.expiresAt).toUTCString() });
    return upload;
  }

  /** Where to go on from. Ahead of GET, which would answer it otherwise. */
  @Head(':documentUploadId')
  @RequirePermission('documents.document.write')
  @ChangesNothing('it asks how much has arrived')
  @Returns(null, 'Ask where an upload goes on from (tus 1.0): Upload-Offset')
  async offset(@Param('documentUploadId', zod(DocumentUploadId)) uploadId: DocumentUploadId, @Req() { headers }: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.headers({ 'tus-resumable': tusVersion, 'cache-control': 'no-store' });
    const { receivedBytes, totalBytes, expiresAt } = await this.progress.alive(uploadId, actor);
    demandTus(headers);
    if (receivedBytes === totalBytes) await this.finished.settle(uploadId, actor);
    void reply.headers({ 'upload-offset': String(receivedBytes), 'upload-length': String(totalBytes), 'upload-expires': expiresAt.toUTCString(), ...(await this.madeOf(uploadId, actor)) });
  }

  @Get(':documentUploadId')
  @RequirePermission('documents.document.write')
  @Returns(DocumentUploadView, 'Read how far an upload has come, and which document and version it became')
  read(@Param('documentUploadId', zod(DocumentUploadId)) uploadId: DocumentUploadId, @CurrentActor() actor: Actor): Promise<DocumentUploadView> {
    return this.queries.read(uploadId, actor);
  }

  @Patch(':documentUploadId')
  @RequirePermission('documents.document.write')
  @HttpCode(204)
  @Returns(null, 'Go on with an upload (tus 1.0) from Upload-Offset; the last bytes answer with Document-Id and Document-Version-Id', { requestMediaTypes: [offsetMediaType] })
  async append(@Param('documentUploadId', zod(DocumentUploadId)) uploadId: DocumentUploadId, @Req() request: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.header('tus-resumable', tusVersion);
    const { expiresAt } = await this.progress.of(uploadId, actor);
    const { headers } = request;
    demandTus(headers);
    const announced = headers['content-length'];
    const offset = await this.appendToUpload.execute(
      { uploadId, offset: offsetOf(headers), checksum: checksumOf(headers['upload-checksum']), announcedBytes: announced === undefined ? undefined : Number(announced), content: bodyOf(request) },
      actor,
    );
    void reply.headers({ 'upload-offset': String(offset), 'upload-expires': expiresAt.toUTCString(), ...(await this.madeOf(uploadId, actor)) });
  }

  @Delete(':documentUploadId')
  @RequirePermission('documents.document.write')
  @HttpCode(204)
  @Returns(null, 'Cancel an upload; what arrived is removed')
  async cancel(@Param('documentUploadId', zod(DocumentUploadId)) uploadId: DocumentUploadId, @Req() { headers }: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.header('tus-resumable', tusVersion);
    await this.progress.of(uploadId, actor);
    demandTus(headers);
    await this.cancelUpload.execute(uploadId, actor);
  }

  private async madeOf(uploadId: DocumentUploadId, actor: Actor): Promise<Record<string, string>> {
    const { documentId, documentVersionId } = await this.queries.read(uploadId, actor);
    return documentId === null || documentVersionId === null ? {} : { 'document-id': documentId, 'document-version-id': documentVersionId };
  }
}
