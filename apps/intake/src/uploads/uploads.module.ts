import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '@kairos/http';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { AppendToUploadHandler } from './append-to-upload.handler.ts';
import { BeginUploadHandler } from './begin-upload.handler.ts';
import { CancelUploadHandler } from './cancel-upload.handler.ts';
import { ExpireUploads } from './expire-uploads.job.ts';
import { FinishedUploads } from './finished-uploads.ts';
import { offsetMediaType } from './tus-headers.calc.ts';
import { UploadProgress } from './upload-progress.repository.ts';
import { UploadSessionsQueries } from './upload-sessions.queries.ts';
import { UploadsController, uploadsRoute } from './uploads.controller.ts';

@Module({
  imports: [SourceFilesModule],
  controllers: [UploadsController],
  providers: [AppendToUploadHandler, BeginUploadHandler, CancelUploadHandler, ExpireUploads, FinishedUploads, UploadProgress, UploadSessionsQueries],
})
export class UploadsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Hands the bytes of an upload on as the stream they are; no other route takes them. */
  onModuleInit(): void {
    this.host.httpAdapter?.getInstance<FastifyInstance>().addContentTypeParser(offsetMediaType, (request, payload, done) => {
      if (request.routeOptions.url === `${uploadsRoute}/:uploadSessionId`) done(null, payload);
      else done(new DomainError('unsupported-media-type', 'unsupported-media-type', 'This takes application/json.'), undefined);
    });
  }
}
