import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ListSourceFilesQuery, SourceFileId, SourceFilePage, SourceFileView, UploadedSourceFile, uploadMediaTypes, UploadSourceFileQuery } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { bodyOf } from '@kairos/service-kit/file-store';
import type { z } from 'zod';
import { SourceFilesQueries } from './source-files.queries.ts';
import { StoreSourceFileHandler } from './store-source-file.handler.ts';

export const uploadRoute = '/api/v1/intake/source-files';

@Controller(uploadRoute)
export class SourceFilesController {
  constructor(
    private readonly queries: SourceFilesQueries,
    private readonly storeSourceFile: StoreSourceFileHandler,
  ) {}

  @Post()
  @RequirePermission('intake.source-file.upload')
  @IdempotencyExempt('the file is recognised by its content')
  @Returns(UploadedSourceFile, 'Upload a file; 200 when its bytes were stored before', { requestMediaTypes: [...uploadMediaTypes], query: UploadSourceFileQuery })
  async upload(
    @Req() request: FastifyRequest,
    @Query(zod(UploadSourceFileQuery)) { fileName }: UploadSourceFileQuery,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadedSourceFile> {
    const announced = request.headers['content-length'];
    const incoming = {
      fileName,
      contentType: request.headers['content-type'] ?? 'application/octet-stream',
      announcedBytes: announced === undefined ? undefined : Number(announced),
      content: bodyOf(request),
    };
    const { sourceFileId, recognised } = await this.storeSourceFile.execute(incoming, actor);
    void reply.status(recognised ? 200 : 201);
    return { ...(await this.queries.read(sourceFileId, actor)), recognised };
  }

  @Get()
  @RequirePermission('intake.source-file.read')
  @Returns(SourceFilePage, 'List uploaded files, newest first')
  list(@Query(zod(ListSourceFilesQuery)) query: z.infer<typeof ListSourceFilesQuery>, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get(':sourceFileId')
  @RequirePermission('intake.source-file.read')
  @Returns(SourceFileView, 'Read an uploaded file and what was found in it')
  read(@Param('sourceFileId', zod(SourceFileId)) sourceFileId: SourceFileId, @CurrentActor() actor: Actor) {
    return this.queries.read(sourceFileId, actor);
  }
}
