import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppendToUploadHandler, ArrivedUploads, CancelUploadHandler, ExpireUploads, FinishedUploads, takeOffsetBodies, UploadProgress } from '@kairos/service-kit/uploads';
import { DocumentsModule } from '../documents/documents.module.ts';
import { ArrivedDocuments } from './arrived-documents.ts';
import { BeginDocumentUploadHandler } from './begin-document-upload.handler.ts';
import { DocumentUploadsController, documentUploadsRoute } from './document-uploads.controller.ts';
import { DocumentUploadsQueries } from './document-uploads.queries.ts';

@Module({
  imports: [DocumentsModule],
  controllers: [DocumentUploadsController],
  providers: [
    { provide: ArrivedUploads, useClass: ArrivedDocuments }, BeginDocumentUploadHandler, AppendToUploadHandler, CancelUploadHandler, ExpireUploads, FinishedUploads, UploadProgress, DocumentUploadsQueries,
  ],
})
export class DocumentUploadsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    takeOffsetBodies(this.host, `${documentUploadsRoute}/:documentUploadId`);
  }
}
