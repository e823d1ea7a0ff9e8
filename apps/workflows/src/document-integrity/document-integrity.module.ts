import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { NotificationsModule } from '../notifications/notifications.module.ts';
import { CheckDocuments } from './check-documents.job.ts';
import { DocumentIntegrityController } from './document-integrity.controller.ts';
import { DocumentIntegrityQueries } from './document-integrity.queries.ts';
import { RecordCheck } from './record-check.ts';
import { TellDamage } from './tell-damage.ts';
import { VerifyVersionHandler } from './verify-version.handler.ts';

@Module({
  imports: [DocumentContentModule, DocumentsModule, NotificationsModule],
  controllers: [DocumentIntegrityController],
  providers: [CheckDocuments, DocumentIntegrityQueries, RecordCheck, TellDamage, VerifyVersionHandler],
})
export class DocumentIntegrityModule {}
