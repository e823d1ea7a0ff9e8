import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppendToUploadHandler, ArrivedUploads, CancelUploadHandler, ExpireUploads, FinishedUploads, takeOffsetBodies, UploadProgress } from '@kairos/service-kit/uploads';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { ArrivedSourceFiles } from './arrived-source-files.ts';
import { BeginUploadHandler } from './begin-upload.handler.ts';
import { UploadSessionsQueries } from './upload-sessions.queries.ts';
import { UploadsController, uploadsRoute } from './uploads.controller.ts';

@Module({
  imports: [SourceFilesModule],
  controllers: [UploadsController],
  providers: [
    { provide: ArrivedUploads, useClass: ArrivedSourceFiles }, BeginUploadHandler, AppendToUploadHandler, CancelUploadHandler, ExpireUploads, FinishedUploads, UploadProgress, UploadSessionsQueries,
  ],
})
export class UploadsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    takeOffsetBodies(this.host, `${uploadsRoute}/:uploadSessionId`);
  }
}
