import { Controller, Delete, Get, Head, HttpCode, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangesNothing, CurrentActor, Public, RequirePermission, type Actor } from '@kairos/auth';
import { UploadSessionId, UploadSessionView } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { bodyOf } from '@kairos/service-kit/file-store';
import { AppendToUploadHandler, CancelUploadHandler, capabilities, checksumOf, creationOf, demandTus, FinishedUploads, offsetMediaType, offsetOf, tusVersion, UploadProgress } from '@kairos/service-kit/uploads';
import { BeginUploadHandler } from './begin-upload.handler.ts';
import { UploadSessionsQueries } from './upload-sessions.queries.ts';

export const uploadsRoute = '/api/v1/intake/uploads';

/** Uploads that can be paused and resumed, by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
@Controller(uploadsRoute)
export class UploadsController {
  constructor(
    private readonly queries: UploadSessionsQueries,
    private readonly progress: UploadProgress,
    private readonly finished: FinishedUploads,
    private readonly beginUpload: BeginUploadHandler,
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
  @RequirePermission('intake.source-file.upload')
  @IdempotencyExempt('an upload that nobody goes on with expires')
  @Returns(UploadSessionView, 'Begin an upload that can be resumed (tus 1.0): Upload-Length, and filename and filetype in Upload-Metadata')
  async begin(@Req() { headers }: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<UploadSessionView> {
    void reply.header('tus-resumable', tusVersion);
    demandTus(headers);
    const session = await this.queries.read(await this.beginUpload.execute(creationOf(headers), actor), actor);
    void reply.headers({ location: `${uploadsRoute}/${session.id}`, 'upload-expires': new Date(session.expiresAt).toUTCString() });
    return session;
  }

  /** Where to go on from. Ahead of GET, which would answer it otherwise. */
  @Head(':uploadSessionId')
  @RequirePermission('intake.source-file.upload')
  @ChangesNothing('it asks how much has arrived')
  @Returns(null, 'Ask where an upload goes on from (tus 1.0): Upload-Offset')
  async offset(@Param('uploadSessionId', zod(UploadSessionId)) uploadId: UploadSessionId, @Req() { headers }: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.headers({ 'tus-resumable': tusVersion, 'cache-control': 'no-store' });
    const { receivedBytes, totalBytes, expiresAt } = await this.progress.alive(uploadId, actor);
    demandTus(headers);
    if (receivedBytes === totalBytes) await this.finished.settle(uploadId, actor);
    void reply.headers({ 'upload-offset': String(receivedBytes), 'upload-length': String(totalBytes), 'upload-expires': expiresAt.toUTCString(), ...(await this.fileHeader(uploadId, actor)) });
  }

  @Get(':uploadSessionId')
  @RequirePermission('intake.source-file.upload')
  @Returns(UploadSessionView, 'Read how far an upload has come, and which source file it became')
  async read(@Param('uploadSessionId', zod(UploadSessionId)) uploadId: UploadSessionId, @CurrentActor() actor: Actor): Promise<UploadSessionView> {
    return this.queries.read(uploadId, actor);
  }

  @Patch(':uploadSessionId')
  @RequirePermission('intake.source-file.upload')
  @HttpCode(204)
  @Returns(null, 'Go on with an upload (tus 1.0) from Upload-Offset; the last bytes answer with Source-File-Id', { requestMediaTypes: [offsetMediaType] })
  async append(@Param('uploadSessionId', zod(UploadSessionId)) uploadId: UploadSessionId, @Req() request: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.header('tus-resumable', tusVersion);
    const { expiresAt } = await this.progress.of(uploadId, actor);
    const { headers } = request;
    demandTus(headers);
    const announced = headers['content-length'];
    const offset = await this.appendToUpload.execute(
      { uploadId, offset: offsetOf(headers), checksum: checksumOf(headers['upload-checksum']), announcedBytes: announced === undefined ? undefined : Number(announced), content: bodyOf(request) },
      actor,
    );
    void reply.headers({ 'upload-offset': String(offset), 'upload-expires': expiresAt.toUTCString(), ...(await this.fileHeader(uploadId, actor)) });
  }

  @Delete(':uploadSessionId')
  @RequirePermission('intake.source-file.upload')
  @HttpCode(204)
  @Returns(null, 'Cancel an upload; what arrived is removed')
  async cancel(@Param('uploadSessionId', zod(UploadSessionId)) uploadId: UploadSessionId, @Req() { headers }: FastifyRequest, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    void reply.header('tus-resumable', tusVersion);
    await this.progress.of(uploadId, actor);
    demandTus(headers);
    await this.cancelUpload.execute(uploadId, actor);
  }

  private async fileHeader(uploadId: UploadSessionId, actor: Actor): Promise<Record<string, string>> {
    const { sourceFileId } = await this.queries.read(uploadId, actor);
    return sourceFileId === null ? {} : { 'source-file-id': sourceFileId };
  }
}
