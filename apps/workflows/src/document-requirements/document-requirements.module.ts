import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { TenantDay } from '../tenant-day.ts';
import { DocumentRequirementsController } from './document-requirements.controller.ts';
import { DocumentRequirementsQueries } from './document-requirements.queries.ts';
import { RequiredDocuments } from './required-documents.repository.ts';

@Module({
  imports: [ObligationsModule],
  controllers: [DocumentRequirementsController],
  providers: [TenantDay, RequiredDocuments, DocumentRequirementsQueries],
  exports: [RequiredDocuments],
})
export class DocumentRequirementsModule {}
