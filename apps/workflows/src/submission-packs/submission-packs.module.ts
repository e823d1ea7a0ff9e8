import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { DocumentRequirementsModule } from '../document-requirements/document-requirements.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { MakeSubmissionPackHandler } from './make-submission-pack.handler.ts';
import { SubmissionPacksController } from './submission-packs.controller.ts';
import { SubmissionPacksQueries } from './submission-packs.queries.ts';
import { SubmittableDocumentsQueries } from './submittable-documents.queries.ts';

@Module({
  imports: [DocumentContentModule, DocumentRequirementsModule, DocumentsModule],
  controllers: [SubmissionPacksController],
  providers: [MakeSubmissionPackHandler, SubmissionPacksQueries, SubmittableDocumentsQueries],
})
export class SubmissionPacksModule {}
